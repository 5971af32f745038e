import { type Cause, percent } from "../cause.js";
import { mean } from "../correlation.js";

/** Share of updates left out that counts as a gate at work. */
const SKIPPED = 0.1;

/** C: the gate freezes one network, so that losses look balanced. */
export const gated: Cause = {
  letter: "C",
  cause: "the gate leaves updates out and hides the fault",
  look({ rows }) {
    const skipped = (name: string) => 1 - mean(rows.map((row) => row[name] ?? 1));
    const [d, g] = [skipped("trainedD"), skipped("trainedG")];
    if (Math.max(d, g) < SKIPPED) return undefined;
    const fakes = rows.slice(rows.length >> 1).flatMap((row) => row.dFake ?? []);
    const inBand = fakes.filter((p) => p >= 0.45 && p <= 0.7).length / Math.max(1, fakes.length);
    return {
      sign: `the gate left out ${percent(Math.max(d, g))} of the updates of ${d > g ? "D" : "G"}`,
      evidence: `${percent(d)} of D's and ${percent(g)} of G's updates were left out; ${percent(inBand)} of the later D(fake) lie in 0.45..0.70`,
      cures: [{ field: "training.gate", value: "none" }],
      cannotTell: "who would win without the gate: losses of gated networks are no measure",
    };
  },
};

/** Share of weights and of positions in one dense layer, and D's size against G's. */
const [DENSE_SHARE, POSITIONS, RATIO] = [0.5, 256, 8];

/** E: D's size grows with the picture, G's does not. */
export const unequal: Cause = {
  letter: "E",
  cause: "D outgrows G and reads raw positions through one dense layer",
  look({ start: { networks }, rows }) {
    const { densestShare, densestPositions, discriminatorParameters: d } = networks;
    const ratio = d / networks.generatorParameters;
    if (ratio < RATIO || densestShare < DENSE_SHARE || densestPositions < POSITIONS)
      return undefined;
    const row = rows[Math.min(99, rows.length - 1)];
    return {
      sign: `D has ${ratio.toFixed(0)} times the parameters of G`,
      evidence: `D has ${ratio.toFixed(1)} times G's parameters, ${percent(densestShare)} of them in one dense layer over ${densestPositions} positions; at step ${row?.step ?? 0} D(real) ${(row?.dReal ?? 0).toFixed(2)}, D(fake) ${(row?.dFake ?? 0).toFixed(2)}`,
      cures: [{ field: "discriminator.network", value: "dcgan" }],
      cannotTell: "how much of D's lead is its size: only a run with another D shows that",
    };
  },
};

/** Images that a network of this kind needs before its pictures mean anything, in thousands. */
const KIMG = 25;

/** L: stopped before enough pictures were seen. */
export const tooShort: Cause = {
  letter: "L",
  cause: "too few pictures seen",
  look({ rows, start: { data } }) {
    const kimg = rows.at(-1)?.kimg ?? 0;
    const last = rows.filter((row) => row.sampleLag1 !== undefined).at(-1);
    const gap = Math.abs((last?.sampleLag1 ?? 0) - (last?.realLag1 ?? 0));
    if (kimg >= KIMG || gap <= 0.15) return undefined;
    return {
      sign: `only ${Math.round(1000 * kimg).toLocaleString("en")} pictures seen`,
      evidence: `${Math.round(1000 * kimg).toLocaleString("en")} pictures seen (${((1000 * kimg) / Math.max(1, data.count)).toFixed(1)} passes over the data), smoothness still ${gap.toFixed(2)} from the reals'`,
      cures: [{ field: "training.steps", value: `${KIMG},000 pictures or more: steps x batch` }],
      cannotTell: "whether more would help: with another cause at work, time does not",
    };
  },
};

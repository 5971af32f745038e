import { type Cause, percent, short } from "../cause.js";
import { column, lastMean, late, outputWidth } from "../signals.js";

/** A: reals reach D in another range than G can draw in. */
export const scaling: Cause = {
  letter: "A",
  cause: "reals are not scaled to the generator's range",
  look(signals) {
    const { outputLow, outputHigh } = signals.start.networks;
    const [low, high] = [
      Math.min(...column(signals, "inputMin")),
      Math.max(...column(signals, "inputMax")),
    ];
    const margin = outputWidth(signals) / 2;
    if (high <= outputHigh + margin && low >= outputLow - margin) return undefined;
    const dReal = lastMean(signals.rows, "dReal");
    return {
      sign: `reals reach D as numbers up to ${high.toFixed(0)}`,
      evidence: `reals reach D as ${short(low)}..${short(high)}, G can reach ${outputLow}..${outputHigh}; D(real) = ${dReal.toFixed(3)}, ${percent(late(signals, "sampleEnds") ?? 0)} of outputs at the ends, slope of G's output function ${short(late(signals, "outputSlope"))} of 1`,
      cures: [{ field: "data.scaling", value: outputLow < 0 ? "sym11" : "unit01" }],
      cannotTell:
        "whether the networks would work on scaled reals: D needs nothing but brightness now",
    };
  },
};

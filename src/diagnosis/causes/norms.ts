import { type Cause, percent, short } from "../cause.js";
import { column, inputWidth, late, outputWidth, probed, type Signals } from "../signals.js";

/** Spread over latents, as a share of the range, below which the latent plays no part. */
const NO_SPREAD = 1e-6;

const batchOfOne = (signals: Signals) =>
  Math.max(...column(signals, "trainingSpread")) <= NO_SPREAD * outputWidth(signals);

/** B: batch norm over a batch of one leaves nothing of the latent. */
export const batchOne: Cause = {
  letter: "B",
  cause: "batch norm over a single picture cuts the latent off",
  look(signals) {
    if (!batchOfOne(signals)) return undefined;
    return {
      sign: "in training G draws one picture whatever the latent",
      evidence: `in training G draws one picture whatever the latent, from the first step on: spread ${short(Math.max(...column(signals, "trainingSpread")))}, gradient of its first weights ${short(late(signals, "firstGradient"))}, moving variance ${short(late(signals, "movingVariance"))}; samples, with the moving statistics, are ${short((late(signals, "modesApart") ?? 0) * (255 / outputWidth(signals)))} grey levels away`,
      cures: [
        {
          field: "training.batchSize",
          value: "16 or more, or no norm after the first dense layer",
        },
      ],
      cannotTell:
        "what G could learn: its first weights have had no gradient but the regulariser's",
    };
  },
};

/**
 * Distance of G's two modes, as a share of what differs between pictures of different latents, from
 * which the mode changes a picture as much as the latent does. With moving statistics that lag
 * behind a quick learner 0.7 is usual and does no harm.
 */
const MODES_APART = 1;
/** Difference of D's mean answers to the two modes. */
const ANSWERS_APART = 0.2;

/** From -1, D was shown training's mode, to 1, sampling's; and the sum of gaps that it takes to tell. */
const [SHOWN_SAMPLED, TOLD] = [0.3, 0.1];

/** How G's two modes differ in pictures, in D's answers, and which of them D is shown. */
function modes(signals: Signals) {
  const reals = ((late(signals, "realSpread") ?? 0) / inputWidth(signals)) * outputWidth(signals);
  const spread = Math.max(reals, late(signals, "trainingSpread") ?? 0, 1e-9);
  const share = (late(signals, "modesApart") ?? 0) / spread;
  const answers = probed(signals.rows).map((row) => {
    const { dTrained = 0, dSampled = 0, dShown = row.dFake ?? 0 } = row;
    const nearerSampled = Math.abs(dShown - dTrained) - Math.abs(dShown - dSampled);
    return { gap: Math.abs(dTrained - dSampled), nearerSampled };
  });
  const later = answers.slice(answers.length >> 1).map(({ gap }) => gap);
  const gap = later.sort((x, y) => x - y)[later.length >> 1] ?? 0;
  const sum = (of: (answer: (typeof answers)[number]) => number) =>
    answers.reduce((total, answer) => total + of(answer), 0);
  const gaps = sum((answer) => answer.gap);
  const shownSampled = gaps < TOLD ? -1 : sum((answer) => answer.nearerSampled) / gaps;
  return { share, gap, shownSampled };
}

/** G: D is shown fakes of one mode of batch norm, G is corrected in the other. */
export const twoModes: Cause = {
  letter: "G",
  cause: "D and G are shown pictures of two different modes of batch norm",
  look(signals) {
    if (late(signals, "movingVariance") === undefined) return undefined;
    if (batchOfOne(signals)) return undefined; // B's doing: nothing more can be said
    const { share, gap, shownSampled } = modes(signals);
    const other = shownSampled > SHOWN_SAMPLED;
    if (share < MODES_APART && gap < ANSWERS_APART && !other) return undefined;
    return {
      sign: other
        ? "D learns from fakes of sampling's mode, G in training's"
        : "G draws other pictures in training than for samples",
      evidence: `the two modes' pictures of one latent differ by ${percent(share)} of what differs between latents or reals, D answers ${gap.toFixed(2)} apart later on; what it answered to the fakes it was shown stands at ${shownSampled.toFixed(2)} from training's mode (-1) to sampling's (1)`,
      cures: [
        { field: "training.fakesForDiscriminator", value: "training" },
        { field: "training.batchSize", value: "16 or more" },
      ],
      cannotTell: "which mode D is shown, where it answers both alike",
    };
  },
};

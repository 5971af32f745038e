import { type Cause, percent, short } from "../cause.js";
import { column, inputWidth, lastMean, late, outputWidth, type Signals } from "../signals.js";

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

/** Distance of G's two modes, as a share of the reals' spread, that D is likely to see. */
const MODES_APART = 0.5;
/** Difference of D's mean answers to the two modes. */
const ANSWERS_APART = 0.2;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** G: D is shown fakes of one mode of batch norm, G is corrected in the other. */
export const twoModes: Cause = {
  letter: "G",
  cause: "training-mode and inference-mode pictures of G differ",
  look(signals) {
    const apart = late(signals, "modesApart");
    if (apart === undefined || late(signals, "movingVariance") === undefined) return undefined;
    if (batchOfOne(signals)) return undefined; // B's doing: nothing more can be said
    const reals = ((late(signals, "realSpread") ?? 0) / inputWidth(signals)) * outputWidth(signals);
    const share = apart / Math.max(reals, 1e-9);
    const answers = (name: string) => column(signals, name).map(sigmoid);
    const sampled = answers("logitSampled");
    const gaps = answers("logitTrained").map((p, at) => Math.abs(p - (sampled[at] ?? p)));
    const later = gaps.slice(Math.floor(gaps.length / 2)).sort((a, b) => a - b);
    const gap = later[later.length >> 1] ?? 0;
    if (share < MODES_APART && gap < ANSWERS_APART) return undefined;
    return {
      sign: "G draws other pictures in training than for samples",
      evidence: `the two modes' pictures of one latent differ by ${percent(share)} of the reals' spread, D answers ${gap.toFixed(2)} apart; D(fake) as shown ${lastMean(signals.rows, "dFake").toFixed(2)}`,
      cures: [
        { field: "training.fakesForDiscriminator", value: "training" },
        { field: "training.batchSize", value: "16 or more" },
      ],
      cannotTell: "which of the two modes D is trained on, if it answers both alike",
    };
  },
};

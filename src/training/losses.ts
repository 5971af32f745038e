import * as tf from "@tensorflow/tfjs-core";
import { fusedSoftplus } from "../engine/fused.js";
import { isNative } from "../engine/nativeBackend.js";
import type { LossName } from "../iterations/iteration.js";

/** Scalars, means over the batch, in nats. */
export interface DiscriminatorLoss {
  readonly real: tf.Scalar;
  readonly fake: tf.Scalar;
  readonly total: tf.Scalar;
}

/** What D is asked for: 1 real, 0 fake. */
type Label = 0 | 1;

/** One way to score the two players; `output` says what D must end in. */
export interface GameLoss {
  readonly output: "probability" | "logit" | "score";
  /** Loss of judging each `answer` against the label 1 (real) or 0 (fake). */
  readonly judgeEach: (answer: tf.Tensor, label: Label) => tf.Tensor;
  /** Weight of each half in D's total. */
  readonly half: number;
}

/**
 * 1 - p. The ReLU changes nothing; without it TensorFlow folds (1 - p) + 1e-12 into (1 + 1e-12) - p,
 * which in float32 is 0 where p is 1, and the loss infinite in place of 27.6.
 */
const notOf = (p: tf.Tensor) => tf.relu(tf.sub<tf.Tensor>(1, p));

/** -log(p + 1e-12) for 1, -log(1 - p + 1e-12) for 0; D's total is half the sum (Mohr 2018). */
const bceTf: GameLoss = {
  output: "probability",
  judgeEach: (answer, label) => tf.neg(tf.log(tf.add(label === 1 ? answer : notOf(answer), 1e-12))),
  half: 0.5,
};

/** As `bceTf`; D's total is the sum (dcgan.torch). */
const bceTorch: GameLoss = { ...bceTf, half: 1 };

/** Cross-entropy on p clipped to [1e-7, 1 - 1e-7] (Keras); the printed total is half the sum. */
const bceKeras: GameLoss = {
  output: "probability",
  judgeEach: (answer, label) => {
    const clipped = tf.clipByValue(answer, 1e-7, 1 - 1e-7);
    return tf.neg(tf.log(label === 1 ? clipped : tf.sub<tf.Tensor>(1, clipped)));
  },
  half: 0.5,
};

/** The same game on logits: softplus(-x) for 1, softplus(x) for 0; D's total is the sum, 2 ln 2 at chance. */
const bceLogits: GameLoss = {
  output: "logit",
  judgeEach: (answer, label) => softplus(label === 1 ? tf.neg(answer) : answer),
  half: 1,
};

/** (x - label)^2 on what D gives, neither probability nor logit; D's total is half the sum (Mao 2017, eq. 9). */
const leastSquares: GameLoss = {
  output: "probability",
  judgeEach: (answer, label) => tf.square(tf.sub(answer, label)),
  half: 0.5,
};

/** -f(x) for 1, f(x) for 0: a critic's scores, to be kept smooth by `wganGp` (Arjovsky 2017, algorithm 1). */
const wasserstein: GameLoss = {
  output: "score",
  judgeEach: (answer, label) => (label === 1 ? tf.neg(answer) : answer),
  half: 1,
};

export const losses: Readonly<Record<LossName, GameLoss>> = {
  bceTf,
  bceKeras,
  bceTorch,
  bceLogits,
  leastSquares,
  wasserstein,
};

/** log(1 + e^x) without overflow: in one operation, or as relu(x) + log(1 + e^-|x|). */
export function softplus(x: tf.Tensor): tf.Tensor {
  if (isNative()) return fusedSoftplus(x);
  return tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}

/** How D's labels differ from plain ones and zeros. */
export interface Labels {
  /** Reals are labelled 1 - this (one-sided; Salimans 2016, section 3.4). */
  readonly smoothing?: number;
  /** 1 for each answer whose label is exchanged for the other side's, else 0; of the answers' shape. */
  readonly flipped?: tf.Tensor | undefined;
}

/** Loss against one label, mean over the batch. */
export function judge(loss: GameLoss, answer: tf.Tensor, label: Label): tf.Scalar {
  return tf.mean(loss.judgeEach(answer, label));
}

/** Each answer's loss as that of a real: towards 1, or, smoothed, a little towards 0 too. */
function asReal(loss: GameLoss, answer: tf.Tensor, smoothing: number): tf.Tensor {
  const real = loss.judgeEach(answer, 1);
  if (smoothing === 0) return real;
  return tf.add(tf.mul(real, 1 - smoothing), tf.mul(loss.judgeEach(answer, 0), smoothing));
}

/** Mean of losses, those of flipped labels from `other`. */
function mixed(own: tf.Tensor, other: () => tf.Tensor, flipped: tf.Tensor | undefined): tf.Scalar {
  if (!flipped) return tf.mean(own);
  return tf.mean(tf.add(tf.mul(own, tf.sub(1, flipped)), tf.mul(other(), flipped)));
}

/** Loss of D's answers to reals. */
export function realLoss(loss: GameLoss, answer: tf.Tensor, labels: Labels = {}): tf.Scalar {
  const { smoothing = 0, flipped } = labels;
  return mixed(asReal(loss, answer, smoothing), () => loss.judgeEach(answer, 0), flipped);
}

/** Loss of D's answers to fakes. */
export function fakeLoss(loss: GameLoss, answer: tf.Tensor, labels: Labels = {}): tf.Scalar {
  const { smoothing = 0, flipped } = labels;
  return mixed(loss.judgeEach(answer, 0), () => asReal(loss, answer, smoothing), flipped);
}

/**
 * Discriminator loss of the minimax game, -log D(x) - log(1 - D(G(z))) (Goodfellow 2014, eq. 1).
 * @param real `[batch, 1]`, D(x): probability or logit as `loss.output` says.
 * @param fake `[batch, 1]`, D(G(z)), likewise.
 */
export function discriminatorLoss(
  loss: GameLoss,
  real: tf.Tensor,
  fake: tf.Tensor,
  labels: { readonly real?: Labels; readonly fake?: Labels } = {},
): DiscriminatorLoss {
  const parts = {
    real: realLoss(loss, real, labels.real),
    fake: fakeLoss(loss, fake, labels.fake),
  };
  return { ...parts, total: tf.mul(loss.half, tf.add(parts.real, parts.fake)) };
}

/** Non-saturating generator loss, -log D(G(z)) (Goodfellow 2014, section 3). */
export function generatorLoss(loss: GameLoss, fake: tf.Tensor): tf.Scalar {
  return judge(loss, fake, 1);
}

/** Mean probability "real" that D gives, whatever it ends in; of a critic, what its score would be as a logit. */
export function meanProbability(loss: GameLoss, answer: tf.Tensor): tf.Scalar {
  return tf.mean(loss.output === "probability" ? answer : tf.sigmoid(answer));
}

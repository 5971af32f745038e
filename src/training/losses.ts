import * as tf from "@tensorflow/tfjs-core";
import type { LossName } from "../iterations/iteration.js";

/** Scalars, means over the batch, in nats. */
export interface DiscriminatorLoss {
  readonly real: tf.Scalar;
  readonly fake: tf.Scalar;
  readonly total: tf.Scalar;
}

/** One way to score the two players; `output` says what D must end in. */
export interface GameLoss {
  readonly output: "probability" | "logit";
  /** Loss of judging `answer` against the label 1 (real) or 0 (fake), mean over the batch. */
  readonly judge: (answer: tf.Tensor, label: 0 | 1) => tf.Scalar;
  /** Weight of each half in D's total. */
  readonly half: number;
}

/** -log(p + 1e-12) for 1, -log(1 - p + 1e-12) for 0; D's total is half the sum (Mohr 2018). */
const bceTf: GameLoss = {
  output: "probability",
  judge: (answer, label) =>
    tf.neg(
      tf.mean<tf.Scalar>(
        tf.log(tf.add(label === 1 ? answer : tf.sub<tf.Tensor>(1, answer), 1e-12)),
      ),
    ),
  half: 0.5,
};

/** As `bceTf`; D's total is the sum (dcgan.torch). */
const bceTorch: GameLoss = { ...bceTf, half: 1 };

/** Cross-entropy on p clipped to [1e-7, 1 - 1e-7] (Keras); the printed total is half the sum. */
const bceKeras: GameLoss = {
  output: "probability",
  judge: (answer, label) => {
    const clipped = tf.clipByValue(answer, 1e-7, 1 - 1e-7);
    return tf.neg(
      tf.mean<tf.Scalar>(tf.log(label === 1 ? clipped : tf.sub<tf.Tensor>(1, clipped))),
    );
  },
  half: 0.5,
};

/** The same game on logits: softplus(-x) for 1, softplus(x) for 0; D's total is the sum, 2 ln 2 at chance. */
const bceLogits: GameLoss = {
  output: "logit",
  judge: (answer, label) => tf.mean(softplus(label === 1 ? tf.neg(answer) : answer)),
  half: 1,
};

export const losses: Readonly<Record<LossName, GameLoss>> = {
  bceTf,
  bceKeras,
  bceTorch,
  bceLogits,
};

/** log(1 + e^x) without overflow, as relu(x) + log(1 + e^-|x|). */
export function softplus(x: tf.Tensor): tf.Tensor {
  return tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
}

/**
 * Loss of D's answers to reals, which are labelled 1 - `smoothing` (one-sided label smoothing,
 * Salimans 2016, section 3.4).
 */
export function realLoss(loss: GameLoss, answer: tf.Tensor, smoothing = 0): tf.Scalar {
  if (smoothing === 0) return loss.judge(answer, 1);
  const [real, fake] = [loss.judge(answer, 1), loss.judge(answer, 0)];
  return tf.add(tf.mul(real, 1 - smoothing), tf.mul<tf.Scalar>(fake, smoothing));
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
  smoothing = 0,
): DiscriminatorLoss {
  const parts = { real: realLoss(loss, real, smoothing), fake: loss.judge(fake, 0) };
  return { ...parts, total: tf.mul(loss.half, tf.add(parts.real, parts.fake)) };
}

/** Non-saturating generator loss, -log D(G(z)) (Goodfellow 2014, section 3). */
export function generatorLoss(loss: GameLoss, fake: tf.Tensor): tf.Scalar {
  return loss.judge(fake, 1);
}

/** Mean probability "real" that D gives, whatever it ends in. */
export function meanProbability(loss: GameLoss, answer: tf.Tensor): tf.Scalar {
  return tf.mean(loss.output === "logit" ? tf.sigmoid(answer) : answer);
}

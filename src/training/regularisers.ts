import * as tf from "@tensorflow/tfjs-core";
import { after } from "../engine/after.js";
import { gradients } from "../engine/gradients.js";
import type { Tensors } from "../engine/step.js";
import type { PassOptions } from "../nets/layerKind.js";
import type { Judgement } from "./judge.js";

/**
 * Gradients of a loss with those of `rate * 0.5 * sum of squares` of all trainable numbers, biases
 * too (TensorFlow 1's l2_regularizer): `slope + rate * weight`.
 * @param weights by the names of `slopes`.
 */
export function withL2(rate: number, weights: Tensors, slopes: Tensors): Tensors {
  if (rate === 0) return slopes;
  const entries = Object.entries(slopes).map(([name, slope]): [string, tf.Tensor] => {
    const decay = tf.mul(weights[name] as tf.Tensor, after(slope, tf.scalar(rate)));
    return [name, tf.add(slope, decay)];
  });
  return Object.fromEntries(entries);
}

/** D, from its arrays and what it is told of the pictures. */
export type Critic = (pictures: tf.Tensor, options: PassOptions) => Judgement;

/** A judgement of D and the gradient of the sum of its answers with respect to the pixels. */
export interface SlopedPass extends Judgement {
  readonly slope: tf.Tensor;
}

/**
 * D's pass in training mode with its slope, both of which can be differentiated with respect to
 * D's weights.
 * @param pictures `[batch, height, width, channels]`.
 */
export function slopedPass(
  pictures: tf.Tensor,
  critic: Critic,
  dropoutSeed?: tf.Tensor1D,
): SlopedPass {
  const options = {
    training: true,
    twiceDifferentiable: true,
    ...(dropoutSeed ? { dropoutSeed } : {}),
  };
  const { aux, gradients: slopes } = gradients({ pictures }, (at) => {
    const { answer, classLogits, statistics } = critic(at.pictures as tf.Tensor, options);
    const named = classLogits ? { classLogits } : {};
    return { total: tf.sum<tf.Scalar>(answer), aux: { ...statistics, ...named, answer } };
  });
  const { answer, classLogits, ...statistics } = aux as Tensors;
  const named = classLogits ? { classLogits: classLogits as tf.Tensor2D } : {};
  const slope = slopes.pictures as tf.Tensor;
  return { answer: answer as tf.Tensor, ...named, statistics, slope };
}

/**
 * R1 penalty, gamma / 2 * E[|grad D(x)|^2] (Mescheder 2018, eq. 9): gradient of the sum of D's
 * logits with respect to the pixels, squared and summed per picture, mean over the batch.
 * @param slope `[batch, height, width, channels]`, at the reals: `slopedPass`.
 */
export function r1(gamma: number, slope: tf.Tensor): tf.Scalar {
  return tf.mul(gamma / 2 / (slope.shape[0] ?? 1), tf.sum(tf.square(slope)));
}

/** What `wganGp` looks at: pictures `[batch, height, width, channels]`, shares `[batch, 1, 1, 1]`. */
export interface BetweenPictures {
  readonly real: tf.Tensor;
  readonly fake: tf.Tensor;
  /** The real one's share in each mixture, uniform in [0, 1). */
  readonly share: tf.Tensor;
}

/**
 * WGAN's gradient penalty, weight * E[(|grad D(x)| - 1)^2] on mixtures of reals and fakes
 * (Gulrajani 2017, eq. 3; weight 10 there). D is in training mode: with batch norm the gradient is
 * that of the batch's sum, as for `r1`; the paper's own critics have none.
 */
export function wganGp(
  weight: number,
  critic: Critic,
  { real, fake, share }: BetweenPictures,
  dropoutSeed?: tf.Tensor1D,
): tf.Scalar {
  const mixture = tf.add(tf.mul(share, real), tf.mul(tf.sub(1, share), fake));
  const { slope } = slopedPass(mixture, critic, dropoutSeed);
  const squares = tf.sum(tf.square(slope), [1, 2, 3]);
  const lengths = tf.sqrt(tf.add(squares, 1e-12)); // a flat D would have no gradient at 0
  return tf.mul(weight, tf.mean(tf.square(tf.sub(lengths, 1))));
}

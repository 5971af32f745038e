import * as tf from "@tensorflow/tfjs-core";
import { halfSquares } from "../engine/halfSquares.js";
import type { Tensors } from "../engine/step.js";
import { forward } from "../nets/forward.js";
import type { Network } from "../nets/layer.js";

/** rate * 0.5 * sum of squares of all trainable numbers, biases too (TensorFlow 1's l2_regularizer). */
export function l2(rate: number, weights: Tensors): tf.Scalar {
  return tf.mul(rate, tf.addN(Object.values(weights).map(halfSquares)));
}

/**
 * R1 penalty, gamma / 2 * E[|grad D(x)|^2] (Mescheder 2018, eq. 9): gradient of the sum of D's
 * logits with respect to the pixels, D in training mode, squared and summed per picture, mean
 * over the batch.
 * @param state the discriminator's arrays.
 * @param real `[batch, height, width, channels]`.
 */
export function r1(
  gamma: number,
  discriminator: Network,
  state: Tensors,
  real: tf.Tensor,
  dropoutSeed?: tf.Tensor1D,
): tf.Scalar {
  const options = {
    training: true,
    twiceDifferentiable: true,
    ...(dropoutSeed ? { dropoutSeed } : {}),
  };
  const slope = tf.grad((x: tf.Tensor) => tf.sum(forward(discriminator, state, x, options).output))(
    real,
  );
  return tf.mul(gamma / 2 / (real.shape[0] ?? 1), tf.sum(tf.square(slope)));
}

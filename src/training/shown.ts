import * as tf from "@tensorflow/tfjs-core";
import { uniformNoise } from "../engine/noise.js";
import type { Iteration } from "../iterations/iteration.js";
import { diffAugment, LOTS } from "./diffAugment.js";

/** Who is shown to D, and when: each has random numbers of its own. */
export type Showing = "real" | "fake" | "fakeForG";

/** Streams of a step's seed from here on belong to what D is shown; those below to dropout. */
const FIRST = 1000;
const order: readonly Showing[] = ["real", "fake", "fakeForG"];

/** Shares of reals in mixtures with fakes, uniform in [0, 1), `[batch, 1, 1, 1]`. */
export function mixingShares(batch: number, seed: tf.Tensor1D): tf.Tensor {
  return uniformNoise([batch, 1, 1, 1], seed, FIRST + order.length * (LOTS + 2));
}

/** Normal(0, 1), by Box and Muller (1958). */
function normalNoise(shape: readonly number[], seed: tf.Tensor1D, stream: number): tf.Tensor {
  const radius = tf.sqrt(tf.mul(tf.log(tf.sub(1, uniformNoise(shape, seed, stream))), -2));
  return tf.mul(radius, tf.cos(tf.mul(uniformNoise(shape, seed, stream + 1), 2 * Math.PI)));
}

/**
 * Pictures as D gets to see them: augmented and blurred with noise, as the iteration says.
 * @param pictures `[batch, height, width, channels]`.
 * @param seed `[2]` int32: the seed of this step.
 */
export function shown(
  { training }: Iteration,
  pictures: tf.Tensor,
  seed: tf.Tensor1D,
  showing: Showing,
): tf.Tensor {
  const { diffAugment: policy, instanceNoise } = training;
  const stream = FIRST + order.indexOf(showing) * (LOTS + 2);
  const augmented =
    policy.length > 0 ? diffAugment(pictures as tf.Tensor4D, policy, seed, stream) : pictures;
  if (instanceNoise === 0) return augmented;
  const noise = normalNoise(augmented.shape, seed, stream + LOTS);
  return tf.add(augmented, tf.mul(noise, instanceNoise));
}

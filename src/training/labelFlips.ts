import * as tf from "@tensorflow/tfjs-core";
import { uniformNoise } from "../engine/noise.js";

/** Streams of a step's seed that decide whose labels are exchanged; others belong to `shown` and dropout. */
const streams = { real: 2000, fake: 2001 } as const;

/**
 * Which of a batch's labels are exchanged, 1 or 0 for each picture: "occasionally flip the labels"
 * (Chintala 2016, "How to train a GAN", tip 6), here for each picture by itself.
 * @param answer `[batch, ...]`: the flips have its rank, so that a map of answers is flipped whole.
 * @param seed `[2]` int32: the seed of this step.
 * @returns undefined where `share` is 0.
 */
export function labelFlips(
  share: number,
  answer: tf.Tensor,
  seed: tf.Tensor1D,
  side: keyof typeof streams,
): tf.Tensor | undefined {
  if (share === 0) return undefined;
  const shape = answer.shape.map((size, axis) => (axis === 0 ? size : 1));
  return tf.cast(tf.less(uniformNoise(shape, seed, streams[side]), share), "float32");
}

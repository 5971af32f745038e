import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { sizeOf } from "../shape.js";
import type { Layer } from "./layer.js";

type BatchNorm = Extract<Layer, { kind: "batchNorm" }>;

function affine(weights: Tensors, scaleBy: tf.Tensor, centred: tf.Tensor): tf.Tensor {
  const factor = weights.scale ? tf.mul(scaleBy, weights.scale) : scaleBy;
  return tf.add(tf.mul(centred, factor), weights.bias as tf.Tensor);
}

/**
 * Batch norm with the batch's own mean and variance (Ioffe and Szegedy 2015, algorithm 1), as
 * compositions that can be differentiated twice.
 * @returns the output and the new moving statistics, `momentum * old + (1 - momentum) * batch`;
 * the moving variance takes the unbiased batch variance, N / (N - 1), as Torch, Keras and
 * TensorFlow's fused operation do.
 */
export function batchNormTraining(
  { momentum, epsilon }: BatchNorm,
  weights: Tensors,
  input: tf.Tensor,
): { output: tf.Tensor; movingMean: tf.Tensor; movingVariance: tf.Tensor } {
  const axes = input.shape.slice(0, -1).map((_, axis) => axis);
  const count = sizeOf(input.shape.slice(0, -1));
  const mean = tf.mean(input, axes);
  const centred = tf.sub(input, mean);
  const variance = tf.mean(tf.square(centred), axes);
  const output = affine(weights, tf.rsqrt(tf.add(variance, epsilon)), centred);
  const move = (old: tf.Tensor, batch: tf.Tensor) =>
    tf.add(tf.mul(old, momentum), tf.mul(batch, 1 - momentum));
  return {
    output,
    movingMean: move(weights.movingMean as tf.Tensor, mean),
    movingVariance: move(
      weights.movingVariance as tf.Tensor,
      tf.mul(variance, count / Math.max(count - 1, 1)),
    ),
  };
}

/** Batch norm with the moving statistics (Ioffe and Szegedy 2015, algorithm 2). */
export function batchNormInference(
  { epsilon }: BatchNorm,
  weights: Tensors,
  input: tf.Tensor,
): tf.Tensor {
  const factor = tf.rsqrt(tf.add(weights.movingVariance as tf.Tensor, epsilon));
  return affine(weights, factor, tf.sub(input, weights.movingMean as tf.Tensor));
}

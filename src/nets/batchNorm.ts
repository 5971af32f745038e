import * as tf from "@tensorflow/tfjs-core";
import { fusedBatchNorm } from "../engine/fused.js";
import { isNative } from "../engine/nativeBackend.js";
import type { Tensors } from "../engine/step.js";
import { sizeOf } from "../shape.js";
import type { Layer } from "./layer.js";

type BatchNorm = Extract<Layer, { kind: "batchNorm" }>;

function affine(weights: Tensors, scaleBy: tf.Tensor, centred: tf.Tensor): tf.Tensor {
  const factor = weights.scale ? tf.mul(scaleBy, weights.scale) : scaleBy;
  return tf.add(tf.mul(centred, factor), weights.bias as tf.Tensor);
}

interface Normed {
  readonly output: tf.Tensor;
  readonly mean: tf.Tensor;
  /** Unbiased. */
  readonly variance: tf.Tensor;
}

function fused(epsilon: number, weights: Tensors, input: tf.Tensor): Normed {
  const offset = weights.bias as tf.Tensor;
  return fusedBatchNorm(input, weights.scale ?? tf.ones(offset.shape), offset, epsilon);
}

/** As compositions, which can be differentiated twice. */
function composed(epsilon: number, weights: Tensors, input: tf.Tensor): Normed {
  const axes = input.shape.slice(0, -1).map((_, axis) => axis);
  const count = sizeOf(input.shape.slice(0, -1));
  const mean = tf.mean(input, axes);
  const centred = tf.sub(input, mean);
  const variance = tf.mean(tf.square(centred), axes);
  const output = affine(weights, tf.rsqrt(tf.add(variance, epsilon)), centred);
  return { output, mean, variance: tf.mul(variance, count / Math.max(count - 1, 1)) };
}

/**
 * Batch norm with the batch's own mean and variance (Ioffe and Szegedy 2015, algorithm 1).
 * @returns the output and the new moving statistics, `momentum * old + (1 - momentum) * batch`;
 * the moving variance takes the unbiased batch variance, N / (N - 1), as Torch, Keras and
 * TensorFlow's fused operation do.
 */
export function batchNormTraining(
  { momentum, epsilon }: BatchNorm,
  weights: Tensors,
  input: tf.Tensor,
  { twiceDifferentiable }: { readonly twiceDifferentiable?: boolean },
): { output: tf.Tensor; movingMean: tf.Tensor; movingVariance: tf.Tensor } {
  const norm = isNative() && !twiceDifferentiable ? fused : composed;
  const { output, mean, variance } = norm(epsilon, weights, input);
  const move = (old: tf.Tensor, batch: tf.Tensor) =>
    tf.add(tf.mul(old, momentum), tf.mul(batch, 1 - momentum));
  return {
    output,
    movingMean: move(weights.movingMean as tf.Tensor, mean),
    movingVariance: move(weights.movingVariance as tf.Tensor, variance),
  };
}

/** What a norm with the moving statistics multiplies each channel by, `[channels]`. */
export function inferenceFactor({ epsilon }: BatchNorm, weights: Tensors): tf.Tensor {
  const factor = tf.rsqrt(tf.add(weights.movingVariance as tf.Tensor, epsilon));
  return weights.scale ? tf.mul(factor, weights.scale) : factor;
}

/** Batch norm with the moving statistics (Ioffe and Szegedy 2015, algorithm 2). */
export function batchNormInference(
  layer: BatchNorm,
  weights: Tensors,
  input: tf.Tensor,
): tf.Tensor {
  const centred = tf.sub(input, weights.movingMean as tf.Tensor);
  return tf.add(tf.mul(centred, inferenceFactor(layer, weights)), weights.bias as tf.Tensor);
}

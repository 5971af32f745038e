import * as tf from "@tensorflow/tfjs-core";
import { fusedBatchNorm } from "../../engine/fused.js";
import { isNative } from "../../engine/nativeBackend.js";
import type { Tensors } from "../../engine/step.js";
import { sizeOf } from "../../shape.js";
import type { GraphPlace } from "../graphBuilder.js";
import { type KerasPart, own } from "../kerasPart.js";
import {
  elementwise,
  type LayerKind,
  type LayerPass,
  note,
  type PlacedLayer,
  type WithStatistics,
} from "../layerKind.js";
import { bias, constantWeight, scale } from "../weight.js";

/** Each channel to mean 0 and variance 1 over the batch (Ioffe and Szegedy 2015). */
export interface BatchNorm {
  readonly kind: "batchNorm";
  /** Weight of the old moving average. */
  readonly momentum: number;
  readonly epsilon: number;
  /** Whether a factor for each channel is learned. */
  readonly scale: boolean;
}

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
 * Batch norm with the batch's own mean and variance (Ioffe and Szegedy 2015, algorithm 1), and the
 * new moving statistics, `momentum * old + (1 - momentum) * batch`; the moving variance takes the
 * unbiased batch variance, N / (N - 1), as Torch, Keras and TensorFlow's fused operation do.
 */
function inTraining({ layer, input, weights, options }: LayerPass<BatchNorm>): WithStatistics {
  const norm = isNative() && !options.twiceDifferentiable ? fused : composed;
  const { output, mean, variance } = norm(layer.epsilon, weights, input);
  const move = (old: tf.Tensor, batch: tf.Tensor) =>
    tf.add(tf.mul(old, layer.momentum), tf.mul(batch, 1 - layer.momentum));
  const statistics = {
    movingMean: move(weights.movingMean as tf.Tensor, mean),
    movingVariance: move(weights.movingVariance as tf.Tensor, variance),
  };
  return { output, statistics };
}

/** What the moving statistics multiply each channel by, `[channels]`. */
function inferenceFactor({ epsilon }: BatchNorm, weights: Tensors): tf.Tensor {
  const factor = tf.rsqrt(tf.add(weights.movingVariance as tf.Tensor, epsilon));
  return weights.scale ? tf.mul(factor, weights.scale) : factor;
}

/** Batch norm with the moving statistics (Ioffe and Szegedy 2015, algorithm 2). */
function inInference({ layer, input, weights }: LayerPass<BatchNorm>): tf.Tensor {
  const centred = tf.sub(input, weights.movingMean as tf.Tensor);
  return tf.add(tf.mul(centred, inferenceFactor(layer, weights)), weights.bias as tf.Tensor);
}

/** Keras's words for the arrays of a norm. */
const kerasWords: Readonly<Record<string, string>> = {
  scale: "gamma",
  bias: "beta",
  movingMean: "moving_mean",
  movingVariance: "moving_variance",
};

function kerasPart({ layer, weights }: PlacedLayer<BatchNorm>): KerasPart {
  const { momentum, epsilon, scale } = layer;
  return {
    class_name: "BatchNormalization",
    config: { axis: -1, momentum, epsilon, center: true, scale },
    arrays: weights.map(({ name, shape }) => own(kerasWords[name] ?? name, name, shape)),
  };
}

/** As `inInference` computes it. */
function graphNorm({ graph, input, stage, weight }: GraphPlace<BatchNorm>): string {
  const { epsilon, scale } = stage.layer;
  const shifted = graph.add("AddV2", [weight("movingVariance"), graph.float(epsilon)]);
  const root = graph.add("Rsqrt", [shifted]);
  const factor = scale ? graph.add("Mul", [root, weight("scale")]) : root;
  const centred = graph.add("Sub", [input, weight("movingMean")]);
  return graph.add("AddV2", [graph.add("Mul", [centred, factor]), weight("bias")]);
}

export const batchNormKind: LayerKind<BatchNorm> = {
  ...elementwise,
  weights: ({ layer, input }) => {
    const channels = input.at(-1) ?? 0;
    return [
      ...(layer.scale ? [scale(channels)] : []),
      bias(channels),
      constantWeight("movingMean", [channels], 0, false),
      constantWeight("movingVariance", [channels], 1, false),
    ];
  },
  activations: "norm",
  forward: (pass) => (pass.options.training ? inTraining(pass) : inInference(pass)),
  twiceDifferentiable: true,
  folding: {
    role: "affine",
    affine: ({ layer, weights }) => ({
      factor: inferenceFactor(layer, weights),
      mean: weights.movingMean as tf.Tensor,
      offset: weights.bias as tf.Tensor,
    }),
  },
  translation: { keras: (stage) => [kerasPart(stage)], graph: graphNorm },
  caption: note(({ layer }) => `batch norm ${layer.momentum}`),
};

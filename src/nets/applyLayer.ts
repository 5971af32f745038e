import * as tf from "@tensorflow/tfjs-core";
import { fusedBias, fusedLeakyRelu, fusedRelu } from "../engine/fused.js";
import { fusedMatMul } from "../engine/fusedMatMul.js";
import { isNative } from "../engine/nativeBackend.js";
import { uniformNoise } from "../engine/noise.js";
import { reflectPad } from "../engine/reflectPad.js";
import type { Tensors } from "../engine/step.js";
import { expected, ShapeError } from "../errors.js";
import { labelGate, projection } from "./conditional.js";
import { convolveEnlarged } from "./enlargedConv.js";
import type { Convolution, Layer } from "./layer.js";

/** How a pass through a network is to be made. */
export interface PassOptions {
  /** Batch statistics and live dropout, or moving statistics and none. */
  readonly training: boolean;
  /** `[2]` int32, seed of live dropout in this pass; needed where a network has some. */
  readonly dropoutSeed?: tf.Tensor1D;
  /** `[batch, classes]`, shares that sum to 1: the class of each input, for a projection. */
  readonly condition?: tf.Tensor;
  /** Use only operations that can be differentiated twice (R1). */
  readonly twiceDifferentiable?: boolean;
  /** `mean` and `variance` of instance norms by their names, in place of each picture's own. */
  readonly statistics?: Tensors;
}

function convolve(layer: Convolution, weights: Tensors, input: tf.Tensor4D): tf.Tensor4D {
  const kernel = weights.kernel as tf.Tensor4D;
  const { strides, padding } = layer;
  if (layer.kind === "conv") return tf.conv2d(input, kernel, strides, padding);
  const [batch, height, width] = input.shape;
  const grown = (size: number) =>
    padding === "same" ? size * strides : (size - 1) * strides + layer.kernelSize;
  const shape: [number, number, number, number] = [
    batch,
    grown(height),
    grown(width),
    layer.filters,
  ];
  return tf.conv2dTranspose(input, kernel, shape, strides, padding);
}

/** Whether a pass may use fused operations: their gradients have no gradients. */
const isFused = ({ twiceDifferentiable }: PassOptions) => isNative() && !twiceDifferentiable;

function multiply(input: tf.Tensor2D, { kernel }: Tensors, options: PassOptions): tf.Tensor2D {
  const product = isFused(options) ? fusedMatMul : tf.matMul<tf.Tensor2D>;
  return product(input, kernel as tf.Tensor2D);
}

function withBias(output: tf.Tensor, { bias }: Tensors, options: PassOptions): tf.Tensor {
  if (!bias) return output;
  return isFused(options) ? fusedBias(output, bias) : tf.add(output, bias);
}

function relu(input: tf.Tensor, options: PassOptions): tf.Tensor {
  return isFused(options) ? fusedRelu(input) : tf.relu(input);
}

function leaky(input: tf.Tensor, slope: number, options: PassOptions): tf.Tensor {
  if (isFused(options)) return fusedLeakyRelu(input, slope);
  if (!options.twiceDifferentiable) return tf.leakyRelu(input, slope);
  return tf.sub(tf.relu(input), tf.mul(tf.relu(tf.neg(input)), slope));
}

/** Inverted dropout (Srivastava 2014): survivors are scaled by 1 / (1 - rate). */
function drop(input: tf.Tensor, rate: number, options: PassOptions, stream: number): tf.Tensor {
  if (!options.dropoutSeed)
    throw new ShapeError(expected("dropoutSeed", "a seed, [2] int32", "none"));
  const kept = tf.greaterEqual(uniformNoise(input.shape, options.dropoutSeed, stream), rate);
  return tf.mul(input, tf.mul(tf.cast(kept, "float32"), 1 / (1 - rate)));
}

function crop(input: tf.Tensor4D, pixels: number): tf.Tensor4D {
  const [batch, height, width, channels] = input.shape;
  return tf.slice4d(
    input,
    [0, pixels, pixels, 0],
    [batch, height - 2 * pixels, width - 2 * pixels, channels],
  );
}

/** Every pixel `factor` times in each direction; as products with ones it can be differentiated twice. */
function enlarge(input: tf.Tensor4D, factor: number, options: PassOptions): tf.Tensor4D {
  const [batch, height, width, channels] = input.shape;
  const size = [height * factor, width * factor] as [number, number];
  if (!options.twiceDifferentiable) return tf.image.resizeNearestNeighbor(input, size);
  const columns = tf.reshape(input, [batch * height, width, 1, channels]);
  const wide = tf.mul(columns, tf.ones([1, 1, factor, 1]));
  const rows = tf.reshape(wide, [batch * height, 1, size[1], channels]);
  return tf.reshape(tf.mul(rows, tf.ones([1, factor, 1, 1])), [batch, ...size, channels]);
}

/** Layers that need more than their input: see `forward`. */
type Simple = Exclude<
  Layer,
  | { kind: "batchNorm" }
  | { kind: "instanceNorm" }
  | { kind: "fork" }
  | { kind: "add" }
  | { kind: "concat" }
>;

/**
 * The output of one layer.
 * @param index of the layer in its network: the stream of its dropout.
 */
export function applyLayer(
  layer: Simple,
  weights: Tensors,
  input: tf.Tensor,
  options: PassOptions,
  index: number,
): tf.Tensor {
  const image = input as tf.Tensor4D;
  switch (layer.kind) {
    case "dense":
      return withBias(multiply(input as tf.Tensor2D, weights, options), weights, options);
    case "conv":
    case "convTranspose":
      return withBias(convolve(layer, weights, image), weights, options);
    case "dropout":
      return options.training && layer.live ? drop(input, layer.rate, options, index) : input;
    case "leakyRelu":
      return leaky(input, layer.slope, options);
    case "relu":
      return relu(input, options);
    case "tanh":
      return tf.tanh(input);
    case "sigmoid":
      return tf.sigmoid(input);
    case "flatten":
      return tf.reshape(input, [input.shape[0] as number, -1]);
    case "reshape":
      return tf.reshape(input, [input.shape[0] as number, ...layer.shape]);
    case "sumPool":
      return tf.sum(image, [1, 2]);
    case "labelGate":
      return labelGate(input, weights, layer);
    case "projection":
      return projection(input as tf.Tensor2D, weights, options);
    case "resizeBilinear": // TF 1's resize_images: corners not aligned, no half-pixel shift
      return tf.image.resizeBilinear(image, [layer.size, layer.size], false, false);
    case "upsampleNearest":
      return enlarge(image, layer.factor, options);
    case "zeroPad":
      return tf.pad4d(image, [
        [0, 0],
        [0, layer.bottom],
        [0, layer.right],
        [0, 0],
      ]);
    case "reflectPad":
      return reflectPad(image, layer.pixels);
    case "crop":
      return crop(image, layer.pixels);
  }
}

/** The output of a convolution that doubles its input, too: see `isEnlarging`. */
export function applyEnlarging(
  weights: Tensors,
  input: tf.Tensor,
  options: PassOptions,
): tf.Tensor {
  const kernel = weights.kernel as tf.Tensor4D;
  return withBias(convolveEnlarged(input as tf.Tensor4D, kernel), weights, options);
}

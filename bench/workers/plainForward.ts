import * as tf from "@tensorflow/tfjs-core";
import { expected } from "../../src/errors.js";
import type { Layer, Network } from "../../src/nets/layer.js";
import type { Convolution } from "../../src/nets/layers/convolution.js";

/** A layer's arrays by short name: kernel, bias, scale, movingMean, movingVariance. */
type Arrays = Readonly<Record<string, tf.Variable>>;

/** Moves a moving average, unbiased, as the other programs do. */
function move(moving: tf.Variable, batch: tf.Tensor, momentum: number): void {
  moving.assign(tf.add(tf.mul(moving, momentum), tf.mul(batch, 1 - momentum)));
}

function batchNorm(
  layer: Extract<Layer, { kind: "batchNorm" }>,
  { scale, bias, movingMean, movingVariance }: Arrays,
  x: tf.Tensor4D,
  training: boolean,
): tf.Tensor {
  if (!movingMean || !movingVariance) throw new Error(expected("batchNorm", "its arrays", "none"));
  const factor = scale ?? tf.ones(movingMean.shape); // without one, tfjs's gradient fails
  if (!training) {
    return tf.batchNorm(x, movingMean, movingVariance, bias, factor, layer.epsilon);
  }
  const { mean, variance } = tf.moments(
    x,
    x.shape.slice(0, -1).map((_, axis) => axis),
  );
  const count = x.size / (x.shape.at(-1) ?? 1);
  move(movingMean, mean, layer.momentum);
  move(movingVariance, tf.mul(variance, count / Math.max(count - 1, 1)), layer.momentum);
  return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, bias, factor, layer.epsilon);
}

function convolve(layer: Convolution, kernel: tf.Tensor4D, x: tf.Tensor4D): tf.Tensor {
  const { strides, padding, kernelSize, filters } = layer;
  if (layer.kind === "conv") return tf.conv2d(x, kernel, strides, padding);
  const [batch, ...sides] = x.shape;
  const [height, width] = sides.map((side) =>
    padding === "same" ? side * strides : (side - 1) * strides + kernelSize,
  ) as [number, number];
  return tf.conv2dTranspose(x, kernel, [batch, height, width, filters], strides, padding);
}

function apply(layer: Layer, arrays: Arrays, x: tf.Tensor, training: boolean): tf.Tensor {
  const withBias = (output: tf.Tensor) => (arrays.bias ? tf.add(output, arrays.bias) : output);
  const batch = x.shape[0] ?? 1;
  switch (layer.kind) {
    case "dense":
      return withBias(tf.matMul(x as tf.Tensor2D, arrays.kernel as tf.Tensor2D));
    case "conv":
    case "convTranspose":
      return withBias(convolve(layer, arrays.kernel as tf.Tensor4D, x as tf.Tensor4D));
    case "batchNorm":
      return batchNorm(layer, arrays, x as tf.Tensor4D, training);
    case "leakyRelu": // tf.leakyRelu has no second derivative
      return tf.sub(tf.relu(x), tf.mul(tf.relu(tf.neg(x)), layer.slope));
    case "relu":
      return tf.relu(x);
    case "tanh":
      return tf.tanh(x);
    case "sigmoid":
      return tf.sigmoid(x);
    case "flatten":
      return tf.reshape(x, [batch, -1]);
    case "reshape":
      return tf.reshape(x, [batch, ...layer.shape]);
    case "resizeBilinear":
      return tf.image.resizeBilinear(x as tf.Tensor4D, [layer.size, layer.size], false, false);
    case "dropout":
      if (!layer.live) return x;
  }
  throw new Error(expected("layer", "a kind that the bench's nets have", layer.kind));
}

/** One pass of a batch through a network in ordinary tfjs; batch norm moves its own averages. */
export function plainForward(
  { name, layers }: Network,
  variables: Arrays,
  input: tf.Tensor,
  training: boolean,
): tf.Tensor {
  return layers.reduce((x, layer, index) => {
    const prefix = `${name}/${String(index).padStart(2, "0")}-${layer.kind}/`;
    const own = Object.entries(variables).filter(([key]) => key.startsWith(prefix));
    const arrays = Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
    return apply(layer, arrays, x, training);
  }, input);
}

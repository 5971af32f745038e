import * as tf from "@tensorflow/tfjs-core";
import { nativeBackend } from "./nativeBackend.js";

/** TensorFlow's number of float32. */
const FLOAT = 1;

/** Runs one native operation on float32 tensors with some float attributes. */
export function native(
  op: string,
  inputs: tf.Tensor[],
  floats: Readonly<Record<string, number>> = {},
): tf.Tensor {
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_FLOAT } = backend.binding;
  const attributes = [
    { name: "T", type: TF_ATTR_TYPE, value: FLOAT },
    ...Object.entries(floats).map(([name, value]) => ({ name, type: TF_ATTR_FLOAT, value })),
  ];
  return backend.executeMultipleOutputs(op, attributes, inputs, 1)[0] as tf.Tensor;
}

/** relu(x) with TensorFlow's own gradient: one pass over memory instead of four. */
export function fusedRelu(x: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((input, save) => {
    const output = tf.relu(input as tf.Tensor);
    (save as tf.GradSaveFunc)([output]);
    return {
      value: output,
      gradFunc: (dy, saved) => native("ReluGrad", [dy, saved[0] as tf.Tensor]),
    };
  });
  return op(x);
}

/** min(max(x, 0), 6) with TensorFlow's own gradient. */
export function fusedRelu6(x: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((input, save) => {
    const output = tf.relu6(input as tf.Tensor);
    (save as tf.GradSaveFunc)([output]);
    return {
      value: output,
      gradFunc: (dy, saved) => native("Relu6Grad", [dy, saved[0] as tf.Tensor]),
    };
  });
  return op(x);
}

/**
 * max(x, slope x) with TensorFlow's own gradient, which is told the output: it has the input's signs,
 * and the input is then free to be fused away. @param slope above 0, at most 1.
 */
export function fusedLeakyRelu(x: tf.Tensor, slope: number): tf.Tensor {
  const floats = { alpha: slope };
  const op = tf.customGrad((input, save) => {
    const output = native("LeakyRelu", [input as tf.Tensor], floats);
    (save as tf.GradSaveFunc)([output]);
    return {
      value: output,
      gradFunc: (dy, saved) => native("LeakyReluGrad", [dy, saved[0] as tf.Tensor], floats),
    };
  });
  return op(x);
}

/** log(1 + e^x) with TensorFlow's own gradient. */
export function fusedSoftplus(x: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((input, save) => {
    (save as tf.GradSaveFunc)([input as tf.Tensor]);
    return {
      value: native("Softplus", [input as tf.Tensor]),
      gradFunc: (dy, saved) => native("SoftplusGrad", [dy, saved[0] as tf.Tensor]),
    };
  });
  return op(x);
}

/**
 * Adds one number a channel, with TensorFlow's own gradient: one pass over memory. Right behind a
 * product or a convolution it becomes a part of that.
 */
export function fusedBias(x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const op = tf.customGrad((input, numbers, save) => {
    (save as tf.GradSaveFunc)([]);
    return {
      value: native("BiasAdd", [input as tf.Tensor, numbers as tf.Tensor]),
      gradFunc: (dy) => [dy, native("BiasAddGrad", [dy])],
    };
  });
  return op(x, bias);
}

function batchNormAttributes(epsilon: number) {
  const { TF_ATTR_TYPE, TF_ATTR_FLOAT, TF_ATTR_BOOL, TF_ATTR_STRING } = nativeBackend().binding;
  return [
    { name: "T", type: TF_ATTR_TYPE, value: FLOAT },
    { name: "U", type: TF_ATTR_TYPE, value: FLOAT },
    { name: "epsilon", type: TF_ATTR_FLOAT, value: epsilon },
    { name: "data_format", type: TF_ATTR_STRING, value: "NHWC" },
    { name: "is_training", type: TF_ATTR_BOOL, value: true },
  ];
}

/** What a fused batch norm gives. */
export interface FusedBatchNorm {
  readonly output: tf.Tensor;
  readonly mean: tf.Tensor;
  /** Unbiased: with the factor N / (N - 1), or 1 for N = 1. */
  readonly variance: tf.Tensor;
}

/**
 * Batch norm over all axes but the last, with the batch's own statistics, as one operation and one
 * for its gradient.
 */
export function fusedBatchNorm(
  x: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
  epsilon: number,
): FusedBatchNorm {
  const channels = x.shape[x.rank - 1] ?? 1;
  const image = x.rank === 4 ? x : tf.reshape(x, [-1, 1, 1, channels]);
  const statistics: tf.Tensor[] = [];
  const op = tf.customGrad((input, factor, shift, save) => {
    const backend = nativeBackend();
    const attributes = batchNormAttributes(epsilon);
    const none = tf.tensor1d([], "float32");
    const inputs = [input, factor, shift, none, none] as tf.Tensor[];
    const [output, mean, variance, ...kept] = backend.executeMultipleOutputs(
      "FusedBatchNormV3",
      attributes,
      inputs,
      6,
    ) as [tf.Tensor, tf.Tensor, tf.Tensor, ...tf.Tensor[]];
    statistics.push(tf.keep(mean), tf.keep(variance));
    (save as tf.GradSaveFunc)([input as tf.Tensor, factor as tf.Tensor, ...kept]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      backend
        .executeMultipleOutputs("FusedBatchNormGradV3", attributes, [dy, ...saved], 5)
        .slice(0, 3);
    return { value: output, gradFunc };
  });
  const output = tf.reshape(op(image, scale, offset), x.shape);
  const [mean, variance] = statistics.map((tensor) => {
    const ours = tensor.clone(); // kept across customGrad's own tidy, from here on the caller's
    tensor.dispose();
    return ours;
  }) as [tf.Tensor, tf.Tensor];
  return { output, mean, variance };
}

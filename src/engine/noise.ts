import * as tf from "@tensorflow/tfjs-core";
import { Random } from "./random.js";

/** The part of tfjs-node's backend that runs any TensorFlow operation by name. */
interface OperationBackend {
  executeSingleOutput(name: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor;
  readonly binding: Readonly<Record<"TF_ATTR_TYPE" | "TF_FLOAT" | "TF_INT32", number>>;
}

function nativeUniform(shape: readonly number[], seed: tf.Tensor1D): tf.Tensor {
  const backend = tf.backend() as object as OperationBackend;
  const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = backend.binding;
  const attributes = [
    { name: "dtype", type, value: TF_FLOAT },
    { name: "T", type, value: TF_INT32 },
    { name: "Tseed", type, value: TF_INT32 },
  ];
  return backend.executeSingleOutput("StatelessRandomUniform", attributes, [
    tf.tensor1d([...shape], "int32"),
    seed,
  ]);
}

/**
 * Uniform numbers in [0, 1) from a counter-based generator: the same seed and stream always give
 * the same numbers on the same engine.
 * @param seed `[2]` int32: the seed of this step.
 * @param stream tells the draws of one step apart.
 */
export function uniformNoise(
  shape: readonly number[],
  seed: tf.Tensor1D,
  stream: number,
): tf.Tensor {
  const own = tf.add(seed, tf.tensor1d([0, stream], "int32")) as tf.Tensor1D;
  if (tf.getBackend() === "tensorflow") return nativeUniform(shape, own);
  const random = new Random((own.dataSync()[0] ?? 0) >>> 0, `noise ${own.dataSync()[1]}`);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.uniform()),
    [...shape],
  );
}

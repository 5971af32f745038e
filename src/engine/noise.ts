import * as tf from "@tensorflow/tfjs-core";
import { isNative, nativeBackend } from "./nativeBackend.js";
import { Random } from "./random.js";

/** TensorFlow's numbers of two types. */
const [FLOAT, INT32] = [1, 3];

function nativeUniform(shape: readonly number[], seed: tf.Tensor1D): tf.Tensor {
  const backend = nativeBackend();
  const type = backend.binding.TF_ATTR_TYPE;
  const attributes = [
    { name: "dtype", type, value: FLOAT },
    { name: "T", type, value: INT32 },
    { name: "Tseed", type, value: INT32 },
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
  if (isNative()) return nativeUniform(shape, own);
  const random = new Random((own.dataSync()[0] ?? 0) >>> 0, `noise ${own.dataSync()[1]}`);
  return tf.tensor(
    Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () => random.uniform()),
    [...shape],
  );
}

import * as tf from "@tensorflow/tfjs-core";
import { isNative, nativeBackend } from "./nativeBackend.js";

/** TensorFlow's numbers of two types. */
const [FLOAT, INT32] = [1, 3];

/** TensorFlow's own operation or the one of its gradient. */
function native(op: "MirrorPad" | "MirrorPadGrad", x: tf.Tensor, pixels: number): tf.Tensor {
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_STRING } = backend.binding;
  const attributes = [
    { name: "T", type: TF_ATTR_TYPE, value: FLOAT },
    { name: "Tpaddings", type: TF_ATTR_TYPE, value: INT32 },
    { name: "mode", type: TF_ATTR_STRING, value: "REFLECT" },
  ];
  const paddings = tf.tensor2d([0, 0, pixels, pixels, pixels, pixels, 0, 0], [4, 2], "int32");
  return backend.executeSingleOutput(op, attributes, [x, paddings]);
}

/** Rows or columns by number, mirrored beyond both ends, the end itself not repeated. */
function mirrored(x: tf.Tensor4D, axis: 1 | 2, pixels: number): tf.Tensor4D {
  const size = x.shape[axis];
  const places = Array.from({ length: size + 2 * pixels }, (_, place) => {
    const at = Math.abs(place - pixels);
    return at < size ? at : 2 * size - 2 - at;
  });
  return tf.gather(x, tf.tensor1d(places, "int32"), axis) as tf.Tensor4D;
}

/**
 * Reflection padding of pictures: `pixels` more on every side, mirrored at the edge.
 * @param x `[batch, height, width, channels]`, sides larger than `pixels`.
 * @param twiceDifferentiable only by operations whose gradients have gradients.
 */
export function reflectPad(
  x: tf.Tensor4D,
  pixels: number,
  twiceDifferentiable = false,
): tf.Tensor4D {
  if (!isNative() || twiceDifferentiable) return mirrored(mirrored(x, 1, pixels), 2, pixels);
  const op = tf.customGrad((input) => ({
    value: native("MirrorPad", input as tf.Tensor, pixels),
    gradFunc: (slope: tf.Tensor) => native("MirrorPadGrad", slope, pixels),
  }));
  return op(x) as tf.Tensor4D;
}

import * as tf from "@tensorflow/tfjs-core";
import { isNative, nativeBackend } from "./nativeBackend.js";

/** TensorFlow's number of float32. */
const FLOAT = 1;

/** Rows `[1, 0, -dx, 0, 1, -dy, 0, 0]`: where each output pixel is looked for. */
function transformsOf(shift: tf.Tensor2D): tf.Tensor2D {
  const [dy, dx] = tf.split(shift, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
  const zero = tf.zerosLike(dx);
  const one = tf.onesLike(dx);
  return tf.concat([one, zero, tf.neg(dx), zero, one, tf.neg(dy), zero, zero], 1) as tf.Tensor2D;
}

function move(images: tf.Tensor4D, shift: tf.Tensor2D): tf.Tensor4D {
  const transforms = transformsOf(shift);
  if (!isNative()) return tf.image.transform(images, transforms, "nearest", "constant", 0);
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_STRING } = backend.binding;
  const attributes = [
    { name: "dtype", type: TF_ATTR_TYPE, value: FLOAT },
    { name: "interpolation", type: TF_ATTR_STRING, value: "NEAREST" },
    { name: "fill_mode", type: TF_ATTR_STRING, value: "CONSTANT" },
  ];
  const size = tf.tensor1d(images.shape.slice(1, 3), "int32");
  const inputs = [images, transforms, size, tf.scalar(0)];
  return backend.executeSingleOutput(
    "ImageProjectiveTransformV3",
    attributes,
    inputs,
  ) as tf.Tensor4D;
}

/**
 * Moves each picture of a batch by whole pixels, zeros coming in; differentiable in the pictures,
 * once: the gradient is moved back.
 * @param shift `[batch, 2]`, whole px down and to the right.
 */
export function translate(images: tf.Tensor4D, shift: tf.Tensor2D): tf.Tensor4D {
  const op = tf.customGrad((x, by, save) => {
    (save as tf.GradSaveFunc)([by as tf.Tensor]);
    const gradFunc = (slope: tf.Tensor, saved: tf.Tensor[]) => {
      const [to] = saved as [tf.Tensor2D];
      return [move(slope as tf.Tensor4D, tf.neg(to)), tf.zerosLike(to)];
    };
    return { value: move(x as tf.Tensor4D, by as tf.Tensor2D), gradFunc };
  });
  return op(images, shift) as tf.Tensor4D;
}

import * as tf from "@tensorflow/tfjs-core";
import { nativeBackend } from "./nativeBackend.js";

/** TensorFlow's number of float32. */
const FLOAT = 1;

/** One of TensorFlow's two operations. */
function native(op: "ResizeBilinear" | "ResizeBilinearGrad", inputs: tf.Tensor[]): tf.Tensor {
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_BOOL } = backend.binding;
  const attributes = [
    { name: "T", type: TF_ATTR_TYPE, value: FLOAT },
    { name: "align_corners", type: TF_ATTR_BOOL, value: false },
    { name: "half_pixel_centers", type: TF_ATTR_BOOL, value: true },
  ];
  return backend.executeSingleOutput(op, attributes, inputs);
}

/**
 * Bilinear resizing with half-pixel centres, differentiable once. tfjs-node's own gradient leaves the
 * half pixel out.
 * @param x `[batch, height, width, channels]`.
 */
export function resizeHalfPixel(x: tf.Tensor4D, sides: readonly [number, number]): tf.Tensor4D {
  const op = tf.customGrad((input, save) => {
    const image = input as tf.Tensor;
    (save as tf.GradSaveFunc)([image]);
    return {
      value: native("ResizeBilinear", [image, tf.tensor1d([...sides], "int32")]),
      gradFunc: (slope: tf.Tensor, saved: tf.Tensor[]) =>
        native("ResizeBilinearGrad", [slope, saved[0] as tf.Tensor]),
    };
  });
  return op(x) as tf.Tensor4D;
}

import * as tf from "@tensorflow/tfjs-core";
import { nativeBackend } from "./nativeBackend.js";

/** TensorFlow's number of float32. */
const FLOAT = 1;

function product(a: tf.Tensor, b: tf.Tensor, turnA: boolean, turnB: boolean): tf.Tensor {
  const backend = nativeBackend();
  const { TF_ATTR_TYPE, TF_ATTR_BOOL } = backend.binding;
  const attributes = [
    { name: "T", type: TF_ATTR_TYPE, value: FLOAT },
    { name: "transpose_a", type: TF_ATTR_BOOL, value: turnA },
    { name: "transpose_b", type: TF_ATTR_BOOL, value: turnB },
  ];
  return backend.executeSingleOutput("MatMul", attributes, [a, b]);
}

/**
 * Product of two matrices by TensorFlow's plain rule, which its graph optimizer joins with a bias
 * and an activation; tfjs asks for a batch of one product.
 */
export function fusedMatMul(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const op = tf.customGrad((left, right, save) => {
    const [x, y] = [left, right] as [tf.Tensor, tf.Tensor];
    (save as tf.GradSaveFunc)([x, y]);
    return {
      value: product(x, y, false, false),
      gradFunc: (dy, saved) => {
        const [first, second] = saved as [tf.Tensor, tf.Tensor];
        return [product(dy, second, false, true), product(first, dy, true, false)];
      },
    };
  });
  return op(a, b) as tf.Tensor2D;
}

import * as tf from "@tensorflow/tfjs-core";

/**
 * Half the sum of the squares of all elements. Its gradient is `x` itself, in one pass over
 * memory; tfjs's own chain of sum and square makes three arrays as large as `x` on the way.
 */
export function halfSquares(x: tf.Tensor): tf.Scalar {
  const op = tf.customGrad((input, save) => {
    const values = input as tf.Tensor;
    (save as tf.GradSaveFunc)([values]);
    const value = tf.mul<tf.Scalar>(0.5, tf.sum(tf.square(values)));
    return { value, gradFunc: (dy, saved) => tf.mul(dy, saved[0] as tf.Tensor) };
  });
  return op(x) as tf.Scalar;
}

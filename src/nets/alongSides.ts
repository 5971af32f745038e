import * as tf from "@tensorflow/tfjs-core";

/** A linear map of one axis of `[batch, height, width, channels]`; the matrix is `[from, to]`, row by row. */
function alongAxis(x: tf.Tensor4D, axis: 1 | 2, matrix: Float32Array): tf.Tensor4D {
  const from = x.shape[axis];
  const to = matrix.length / from;
  const order = axis === 1 ? [0, 2, 3, 1] : [0, 1, 3, 2];
  const turned: tf.Tensor = tf.transpose(x, order);
  const rows = tf.reshape(turned, [-1, from]) as tf.Tensor2D;
  const mapped = tf.matMul(rows, tf.tensor2d(matrix, [from, to]));
  const back = axis === 1 ? [0, 3, 1, 2] : [0, 1, 3, 2];
  const shaped: tf.Tensor = tf.reshape(mapped, [...turned.shape.slice(0, 3), to]);
  return tf.transpose(shaped, back) as tf.Tensor4D;
}

/**
 * Pictures mapped along their height and their width as products of matrices, which can be
 * differentiated twice.
 * @param matrix `[from, to]` for a side of `from` px.
 */
export function alongSides(
  x: tf.Tensor4D,
  [height = 1, width = 1]: readonly number[],
  matrix: (from: number, to: number) => Float32Array,
): tf.Tensor4D {
  const rows = alongAxis(x, 1, matrix(x.shape[1], height));
  return alongAxis(rows, 2, matrix(x.shape[2], width));
}

/** A matrix `[from, to]` whose columns are filled by `column`, which adds shares to rows. */
export function columns(
  from: number,
  to: number,
  column: (point: number, add: (row: number, share: number) => void) => void,
): Float32Array {
  const matrix = new Float32Array(from * to);
  for (let point = 0; point < to; point++)
    column(point, (row, share) => {
      matrix[row * to + point] = (matrix[row * to + point] ?? 0) + share;
    });
  return matrix;
}

/** An eigenvalue with its eigenvector of length 1. */
export interface Eigen {
  readonly value: number;
  readonly vector: Float64Array;
}

/** Sweeps after which any matrix of this lab's sizes has converged many times over. */
const SWEEPS = 30;

/** Turns the plane of axes p and q so that entry (p, q) becomes 0. */
function rotate(matrix: Float64Array, vectors: Float64Array, size: number, p: number, q: number) {
  const at = (row: number, column: number) => matrix[row * size + column] as number;
  const slope = (at(q, q) - at(p, p)) / (2 * at(p, q));
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(slope, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  const turn = (array: Float64Array, one: number, other: number) => {
    const [a, b] = [array[one] as number, array[other] as number];
    array[one] = cosine * a - sine * b;
    array[other] = sine * a + cosine * b;
  };
  for (let k = 0; k < size; k++) turn(matrix, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(matrix, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(vectors, p * size + k, q * size + k);
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's cyclic rotations (Golub and Van
 * Loan, Matrix Computations, section 8.5), the largest value first.
 * @param symmetric `[size, size]`, row by row.
 */
export function symmetricEigen(symmetric: Float64Array, size: number): readonly Eigen[] {
  const matrix = Float64Array.from(symmetric);
  const vectors = Float64Array.from(matrix, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
  const tiny = 1e-15 * Math.hypot(...matrix);
  for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep++) {
    moved = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(matrix[p * size + q] as number) <= tiny) continue;
        rotate(matrix, vectors, size, p, q);
        moved = true;
      }
    }
  }
  return Array.from({ length: size }, (_, at) => ({
    value: matrix[at * size + at] as number,
    vector: vectors.slice(at * size, (at + 1) * size),
  })).sort((one, other) => other.value - one.value);
}

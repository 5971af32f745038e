/** A Keras layer: its class and configuration. */
export interface KerasLayer {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * The matrix `[from, to]` that enlarges a line bilinearly as TensorFlow 1 did: point `i` is taken at
 * `i * from / to`, corners not aligned, no half-pixel shift.
 */
export function bilinearMatrix(from: number, to: number): Float32Array {
  const matrix = new Float32Array(from * to);
  for (let point = 0; point < to; point++) {
    const place = (point * from) / to;
    const low = Math.floor(place);
    const high = Math.min(low + 1, from - 1);
    const add = (row: number, share: number) => {
      matrix[row * to + point] = (matrix[row * to + point] ?? 0) + share;
    };
    add(low, 1 - (place - low));
    add(high, place - low);
  }
  return matrix;
}

/**
 * Bilinear enlarging in layers that every TensorFlow.js has: a dense layer along the width and one
 * along the height, with axes permuted around them. (Its own Resizing layer aligns corners, and
 * gives a shape without the batch, so that nothing can follow it.)
 */
export function bilinearLayers(size: number): readonly KerasLayer[] {
  const permute = (...dims: readonly number[]) => ({ class_name: "Permute", config: { dims } });
  const along = { class_name: "Dense", config: { units: size, use_bias: false } };
  return [permute(3, 1, 2), along, permute(1, 3, 2), along, permute(3, 2, 1)];
}

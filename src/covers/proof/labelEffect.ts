import type { Images } from "../../shape.js";

/** Side in blocks of the small pictures that are compared. */
const BLOCKS = 8;

/** Shares of what differs between the pictures of a sheet; they sum to 1. */
export interface LabelEffect {
  /** What differs from row to row: the class. 0 where it is ignored. */
  readonly label: number;
  /** What differs from column to column: the latent. */
  readonly latent: number;
  /** What only the two together explain. */
  readonly together: number;
}

/** Means over `BLOCKS` squared parts of every picture, `[count][BLOCKS * BLOCKS * channels]`. */
function blocks({ data, count, height, width, channels }: Images): readonly Float64Array[] {
  return Array.from({ length: count }, (_, index) => {
    const sums = new Float64Array(BLOCKS * BLOCKS * channels);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const row = Math.floor((y * BLOCKS) / height);
        const column = Math.floor((x * BLOCKS) / width);
        const from = ((index * height + y) * width + x) * channels;
        for (let channel = 0; channel < channels; channel++) {
          const to = (row * BLOCKS + column) * channels + channel;
          sums[to] = (sums[to] as number) + (data[from + channel] as number);
        }
      }
    return sums.map((sum) => (sum * BLOCKS * BLOCKS) / (height * width));
  });
}

function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows)
    for (let at = 0; at < mean.length; at++)
      mean[at] = (mean[at] as number) + (row[at] as number) / rows.length;
  return mean;
}

const squared = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, at) => sum + (value - (b[at] as number)) ** 2, 0);

/**
 * Two-way split of the variance of a sheet, a row for each class and a column for each latent, in
 * means over 8 x 8 parts of each picture (analysis of variance without repetition, Fisher 1925).
 */
export function labelEffect(sheet: Images, columns: number): LabelEffect {
  const cells = blocks(sheet);
  const rows = cells.length / columns;
  const all = meanOf(cells);
  const rowMeans = Array.from({ length: rows }, (_, row) =>
    meanOf(cells.slice(row * columns, (row + 1) * columns)),
  );
  const columnMeans = Array.from({ length: columns }, (_, column) =>
    meanOf(cells.filter((_, at) => at % columns === column)),
  );
  const total = cells.reduce((sum, cell) => sum + squared(cell, all), 0) || 1;
  const between = (means: readonly Float64Array[], each: number) =>
    means.reduce((sum, mean) => sum + each * squared(mean, all), 0) / total;
  const [label, latent] = [between(rowMeans, columns), between(columnMeans, rows)];
  return { label, latent, together: Math.max(0, 1 - label - latent) };
}

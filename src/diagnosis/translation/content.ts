import type { Images } from "../../shape.js";
import { correlation, mean } from "../correlation.js";

/** A mean over pictures, and its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
}

/** Mean and standard error of some values. */
export function estimateOf(values: readonly number[]): Estimate {
  const average = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  const n = values.length;
  return { mean: average, error: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN };
}

/** Strength of the edges of one picture: the Sobel gradient of its grey values (Duda and Hart 1973). */
function edges({ data, height, width, channels }: Images, index: number): Float32Array {
  const from = index * height * width * channels;
  const grey = Float32Array.from({ length: height * width }, (_, pixel) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += data[from + pixel * channels + channel] as number;
    return sum / channels;
  });
  const map = new Float32Array((height - 2) * (width - 2));
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = (dy: number, dx: number) => grey[(y + dy) * width + x + dx] as number;
      const across = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
      const down = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
      map[(y - 1) * (width - 2) + x - 1] = Math.hypot(across, down);
    }
  return map;
}

/**
 * How much of the content of pictures is kept: mean correlation of the edge maps of each picture
 * and its result, and, the control, of each picture and the next one's result.
 */
export function contentKept(before: Images, after: Images) {
  const maps = (images: Images) =>
    Array.from({ length: images.count }, (_, index) => edges(images, index));
  const [ours, theirs] = [maps(before), maps(after)];
  const pair = (shift: number) =>
    ours.map((map, at) => correlation(map, theirs[(at + shift) % theirs.length] as Float32Array));
  return { own: estimateOf(pair(0)), other: estimateOf(pair(1)) };
}

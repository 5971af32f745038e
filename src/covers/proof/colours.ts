import type { Images } from "../../shape.js";

/** Steps a channel: 8 x 8 x 8 colours. */
const STEPS = 8;

/** The 512 shares of colours of every picture, `[count, 512]`; grey pictures lie on the diagonal. */
export function colourHistograms({ data, count, height, width, channels }: Images): Float32Array {
  const pixels = height * width;
  const out = new Float32Array(count * STEPS ** 3);
  const step = (value: number | undefined) => Math.floor(((value ?? 0) * STEPS) / 256);
  for (let index = 0; index < count; index++)
    for (let pixel = 0; pixel < pixels; pixel++) {
      const from = (index * pixels + pixel) * channels;
      const [red, green, blue] = [0, 1, 2].map((at) =>
        step(data[from + (channels === 3 ? at : 0)]),
      );
      const bin = index * STEPS ** 3 + ((red ?? 0) * STEPS + (green ?? 0)) * STEPS + (blue ?? 0);
      out[bin] = (out[bin] as number) + 1 / pixels;
    }
  return out;
}

/** Mean colours of each class, `[classes][512]`. */
export function classColours(
  histograms: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): readonly Float64Array[] {
  const size = STEPS ** 3;
  const sums = Array.from({ length: classes }, () => new Float64Array(size));
  const counts = new Array<number>(classes).fill(0);
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index] as number;
    const sum = sums[label] as Float64Array;
    counts[label] = (counts[label] ?? 0) + 1;
    for (let bin = 0; bin < size; bin++)
      sum[bin] = (sum[bin] as number) + (histograms[index * size + bin] as number);
  }
  return sums.map((sum, label) => sum.map((value) => value / Math.max(1, counts[label] ?? 0)));
}

/**
 * Jensen-Shannon distance of two distributions (Lin 1991; its root, with logarithms to base 2): 0
 * for equal ones, 1 for distributions that share nothing.
 */
export function jensenShannon(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin < p.length; bin++) {
    const [a, b] = [p[bin] as number, q[bin] as number];
    const middle = (a + b) / 2;
    if (a > 0) sum += (a / 2) * Math.log2(a / middle);
    if (b > 0) sum += (b / 2) * Math.log2(b / middle);
  }
  return Math.sqrt(Math.max(0, sum));
}

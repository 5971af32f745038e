import type { Images } from "../shape.js";
import { correlation, mean } from "./correlation.js";
import { moments } from "./moments.js";

/** Simple measures of a set of pictures, all on bytes 0..255. */
export interface Measures {
  /** Pictures measured. */
  readonly n: number;
  /** Share of channel values that are at most 5 or at least 250. */
  readonly saturation: number;
  /** Correlation of neighbouring pixels of channel 0: 1 smooth, 0 noise. */
  readonly lag1: number;
  /** Mean correlation of two different pictures, channel 0: 1 means all alike. */
  readonly betweenSamples: number;
  /** Standard deviation of a pixel from picture to picture, mean over pixels, in grey levels. */
  readonly spread: number;
}

/** Share of channel values at the ends of the range: at most 5 or at least 250. */
export function saturation({ data }: Images): number {
  let count = 0;
  for (const value of data) if (value <= 5 || value >= 250) count++;
  return count / data.length;
}

/** Channel 0 of one picture, row by row. */
function plane({ data, height, width, channels }: Images, index: number): Uint8Array {
  const from = index * height * width * channels;
  return Uint8Array.from(
    { length: height * width },
    (_, pixel) => data[from + pixel * channels] as number,
  );
}

/** Mean of the horizontal and the vertical lag-1 autocorrelation of one plane. */
function planeLag1(values: Uint8Array, height: number, width: number): number {
  const left: number[] = [];
  const right: number[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 1; column < width; column++) {
      left.push(values[row * width + column - 1] as number);
      right.push(values[row * width + column] as number);
    }
  }
  const vertical = correlation(values.subarray(0, -width), values.subarray(width));
  return (correlation(left, right) + vertical) / 2;
}

/** Standard deviation of every channel value over the pictures, mean over the values. */
export function spread({ data, count }: Images): number {
  const size = data.length / count;
  let total = 0;
  for (let at = 0; at < size; at++) total += Math.sqrt(moments(data, at, size).variance);
  return total / size;
}

/** All measures of some pictures. */
export function measure(images: Images): Measures {
  const planes = Array.from({ length: images.count }, (_, index) => plane(images, index));
  const pairs = planes.flatMap((a, index) => planes.slice(index + 1).map((b) => correlation(a, b)));
  return {
    n: images.count,
    saturation: saturation(images),
    lag1: mean(planes.map((values) => planeLag1(values, images.height, images.width))),
    betweenSamples: mean(pairs),
    spread: spread(images),
  };
}

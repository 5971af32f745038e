import { Random } from "../../engine/random.js";
import type { Images } from "../../shape.js";

/** Pictures as floats, `[count, height, width, channels]`, where a computation needs more than bytes. */
export interface Floats {
  readonly data: Float32Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export const toFloats = (images: Images): Floats => ({
  ...images,
  data: Float32Array.from(images.data),
});

/** The binomial kernel of Burt and Adelson 1983, [1, 4, 6, 4, 1] / 16, near a Gaussian of sigma 1. */
const binomial = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];

/** A Gaussian of this sigma in pixels, cut off at three sigmas, its taps a sum of 1. */
function gaussian(sigma: number): readonly number[] {
  const reach = Math.ceil(3 * sigma);
  const taps = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}

/** A place outside the picture, mirrored back into it. */
function mirrored(at: number, size: number): number {
  const inside = at < 0 ? -at : at >= size ? 2 * size - 2 - at : at;
  return Math.min(size - 1, Math.max(0, inside));
}

/** One pass of a kernel of odd length along rows or columns. */
function blurAlong(floats: Floats, kernel: readonly number[], axis: "x" | "y"): Floats {
  const { data, count, height, width, channels } = floats;
  const out = new Float32Array(data.length);
  const size = axis === "x" ? width : height;
  const reach = (kernel.length - 1) / 2;
  const taps = Array.from({ length: size }, (_, at) =>
    kernel.map((_, tap) => mirrored(at + tap - reach, size)),
  );
  for (let row = 0; row < count * height; row++) {
    const [image, y] = [Math.floor(row / height), row % height];
    for (let x = 0; x < width; x++) {
      const around = taps[axis === "x" ? x : y] as number[];
      const to = (row * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let tap = 0; tap < kernel.length; tap++) {
          const place = around[tap] as number;
          const from = axis === "x" ? row * width + place : (image * height + place) * width + x;
          sum += (kernel[tap] as number) * (data[from * channels + channel] as number);
        }
        out[to + channel] = sum;
      }
    }
  }
  return { ...floats, data: out };
}

const convolved = (floats: Floats, kernel: readonly number[]): Floats =>
  blurAlong(blurAlong(floats, kernel, "x"), kernel, "y");

/** Low pass of a pyramid's level. */
export const blur = (floats: Floats): Floats => convolved(floats, binomial);

/** Every second pixel of every second row. */
export function halve(floats: Floats): Floats {
  const { data, count, channels } = floats;
  const [height, width] = [Math.ceil(floats.height / 2), Math.ceil(floats.width / 2)];
  const out = new Float32Array(count * height * width * channels);
  let to = 0;
  for (let image = 0; image < count; image++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < channels; channel++)
          out[to++] = data[
            ((image * floats.height + 2 * y) * floats.width + 2 * x) * channels + channel
          ] as number;
  return { data: out, count, height, width, channels };
}

/** A control's blur as a share of the side: a sigma of 1.4 pixels at 40 px, 9.1 at 256. */
const BLUR_SHARE = 1 / 28;

/**
 * Control: soft blobs in place of pictures, a Gaussian that takes the same detail at every size. Of a
 * fixed width in pixels it would be strong in small pictures and invisible in large ones.
 */
export function blurred(images: Images): Images {
  const side = Math.min(images.height, images.width);
  const soft = convolved(toFloats(images), gaussian(BLUR_SHARE * side));
  return { ...images, data: Uint8Array.from(soft.data, Math.round) };
}

/** Control: the same patches of 7 px and colours in another order, what texture without composition would be. */
export function shuffledPatches(images: Images, seed: number, side = 7): Images {
  const { count, height, width, channels } = images;
  const data = new Uint8Array(images.data);
  const random = new Random(seed, "shuffled patches");
  const [rows, columns] = [Math.floor(height / side), Math.floor(width / side)];
  for (let image = 0; image < count; image++) {
    const order = Array.from({ length: rows * columns }, (_, at) => at);
    for (let at = order.length - 1; at > 0; at--) {
      const other = random.integer(at + 1);
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    for (const [to, from] of order.entries())
      for (let y = 0; y < side; y++) {
        const place = (cell: number) =>
          ((image * height + Math.floor(cell / columns) * side + y) * width +
            (cell % columns) * side) *
          channels;
        const row = images.data.subarray(place(from), place(from) + side * channels);
        data.set(row, place(to));
      }
  }
  return { ...images, data };
}

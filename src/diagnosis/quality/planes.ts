import * as tf from "@tensorflow/tfjs-core";
import type { Images } from "../../shape.js";

/**
 * Pictures as planes, one for each channel of each: `[count * channels, height, width]`, values 0..255.
 * A separable filter is two products of matrices there.
 */
export function planesOf({ data, count, height, width, channels }: Images): tf.Tensor3D {
  const pictures = tf.tensor4d(Float32Array.from(data), [count, height, width, channels]);
  return tf.reshape(tf.transpose(pictures, [0, 3, 1, 2]), [count * channels, height, width]);
}

/** Planes as pictures again, `[count, height, width, channels]`. */
export function picturesOf(planes: tf.Tensor3D, channels: number): tf.Tensor4D {
  const [all, height, width] = planes.shape;
  const pictures: tf.Tensor4D = tf.reshape(planes, [all / channels, channels, height, width]);
  return tf.transpose(pictures, [0, 2, 3, 1]);
}

/** A Gaussian of so many taps, its sigma in pixels, their sum 1. */
export function gaussian(sigma: number, taps: number): readonly number[] {
  const raw = Array.from({ length: taps }, (_, at) =>
    Math.exp(-((at - (taps - 1) / 2) ** 2) / (2 * sigma ** 2)),
  );
  const total = raw.reduce((sum, tap) => sum + tap, 0);
  return raw.map((tap) => tap / total);
}

/** The binomial kernel of Burt and Adelson 1983, [1, 4, 6, 4, 1] / 16, near a Gaussian of sigma 1. */
const binomial = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];

/** What a filter does at the edges: it sees the picture mirrored, or keeps to places where it fits. */
type Border = "mirrored" | "inside";

/** A place outside the picture, mirrored back into it. */
function mirrored(at: number, size: number): number {
  const inside = at < 0 ? -at : at >= size ? 2 * size - 2 - at : at;
  return Math.min(size - 1, Math.max(0, inside));
}

/** A filter of lines of `size` values as a matrix, `[size, places]`. */
function filterMatrix(size: number, kernel: readonly number[], border: Border): tf.Tensor2D {
  const places = border === "inside" ? size - kernel.length + 1 : size;
  const before = border === "inside" ? 0 : (kernel.length - 1) / 2;
  const values = new Float32Array(size * places);
  for (let place = 0; place < places; place++)
    for (const [tap, weight] of kernel.entries()) {
      const from = mirrored(place + tap - before, size);
      values[from * places + place] = (values[from * places + place] as number) + weight;
    }
  return tf.tensor2d(values, [size, places]);
}

/** Filters every row and turns the planes about, so that doing it again filters the columns. */
function filterRows(planes: tf.Tensor3D, kernel: readonly number[], border: Border): tf.Tensor3D {
  const [count, height, width] = planes.shape;
  const matrix = filterMatrix(width, kernel, border);
  const rows = tf.matMul(tf.reshape(planes, [count * height, width]), matrix);
  return tf.transpose(tf.reshape(rows, [count, height, matrix.shape[1]]), [0, 2, 1]);
}

/** A symmetric separable filter over planes `[planes, height, width]`. */
export const filtered = (planes: tf.Tensor3D, kernel: readonly number[], border: Border) =>
  filterRows(filterRows(planes, kernel, border), kernel, border);

/** Low pass of a pyramid's level. */
export const blur = (planes: tf.Tensor3D): tf.Tensor3D => filtered(planes, binomial, "mirrored");

/** Every second pixel of every second row. */
export const halve = (planes: tf.Tensor3D): tf.Tensor3D =>
  tf.stridedSlice(planes, [0, 0, 0], planes.shape, [1, 2, 2]) as tf.Tensor3D;

import * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "./layer.js";

/** Whether a layer doubles the picture for a convolution that can do both at once. */
export function isDoubling(layer: Layer | undefined, next: Layer | undefined): boolean {
  return (
    layer?.kind === "upsampleNearest" &&
    layer.factor === 2 &&
    next?.kind === "conv" &&
    next.kernelSize === 3 &&
    next.strides === 1 &&
    next.padding === "same"
  );
}

/**
 * Which taps of a kernel of 3 meet in each tap of the kernel of 4, along one axis: where every pixel
 * stands twice, two neighbouring taps read the same one.
 */
const MEETING = [[2], [1, 2], [0, 1], [0]] as const;

/** `[16, 9]`: taps of the kernel of 4 x 4 as sums of those of 3 x 3. */
const sums = (): number[][] =>
  MEETING.flatMap((rows) =>
    MEETING.map((columns) =>
      Array.from({ length: 9 }, (_, tap) =>
        Number(
          rows.some((row) => row === Math.floor(tap / 3)) &&
            columns.some((column) => column === tap % 3),
        ),
      ),
    ),
  );

/**
 * Nearest enlargement by 2 and a convolution of 3 x 3 in one: a transposed convolution of 4 x 4 and
 * stride 2 whose taps are sums of the kernel's. The same numbers up to rounding, in 4/9 of the
 * multiply-adds, and the enlarged picture is never stored (Karras 2019 fuses the two in this way).
 * @param input `[batch, height, width, channels]`
 * @param kernel `[3, 3, channels, filters]`
 * @returns `[batch, 2 height, 2 width, filters]`
 */
export function convolveEnlarged(input: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width, channels] = input.shape;
  const filters = kernel.shape[3];
  const taps = tf.reshape(kernel, [9, channels * filters]);
  const summed = tf.matMul(tf.tensor2d(sums()), taps as tf.Tensor2D);
  const grown = tf.transpose(tf.reshape(summed, [4, 4, channels, filters]), [0, 1, 3, 2]);
  return tf.conv2dTranspose(
    input,
    grown as tf.Tensor4D,
    [batch, 2 * height, 2 * width, filters],
    2,
    "same",
  );
}

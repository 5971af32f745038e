import { type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";
import type { Scaling } from "../iterations/iteration.js";
import type { Images } from "../shape.js";

/** What one byte becomes. */
export const scales: Readonly<Record<Scaling, (byte: number) => number>> = {
  raw255: (byte) => byte,
  unit01: (byte) => byte / 255,
  sym11: (byte) => byte / 127.5 - 1,
};

/**
 * The one place where reals are scaled, or, with `raw255`, are not (cause A of failure).
 * @param staging a buffer of the batch's size that is reused from step to step.
 * @returns `[count, height, width, channels]`, float32; the caller owns it.
 */
export function scaleReals(images: Images, scaling: Scaling, staging: Float32Array): Tensor4D {
  const table = Float32Array.from({ length: 256 }, (_, byte) => scales[scaling](byte));
  const { data, count, height, width, channels } = images;
  for (let index = 0; index < data.length; index++) {
    staging[index] = table[data[index] as number] as number;
  }
  return tensor4d(staging, [count, height, width, channels]);
}

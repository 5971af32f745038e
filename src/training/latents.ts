import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Random } from "../engine/random.js";
import type { Noise } from "../iterations/iteration.js";
import { sizeOf } from "../shape.js";

function draw(noise: Noise, random: Random): number {
  switch (noise) {
    case "U01":
      return random.uniform();
    case "U11":
      return 2 * random.uniform() - 1;
    case "N01":
      return random.normal();
  }
}

/** `count` latents, `[count, ...shape]`, in the order drawn. */
export function drawLatents(
  noise: Noise,
  count: number,
  shape: readonly number[],
  random: Random,
): Float32Array {
  return Float32Array.from({ length: count * sizeOf(shape) }, () => draw(noise, random));
}

/** Latents as a tensor `[count, ...shape]`; the caller owns it. */
export function latentTensor(values: Float32Array, shape: readonly number[]): Tensor {
  return tensor(values, [values.length / sizeOf(shape), ...shape]);
}

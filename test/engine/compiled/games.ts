import { Random } from "../../../src/engine/random.js";
import { gan128MNIST } from "../../../src/iterations/gan128MNIST.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { scaled } from "../../../src/iterations/scaled.js";
import type { Images } from "../../../src/shape.js";

/** The four presets, small: every switch as at full size. */
export const small = {
  asRun: scaled(gan128MNIST.asRun, { imageSize: 16, width: 16 }),
  asTold: scaled(gan128MNIST.asTold, { imageSize: 16, width: 8 }),
  asPublished: scaled(gan128MNIST.asPublished, { imageSize: 16, width: 16 }),
  repaired: scaled(gan128MNIST.repaired, { imageSize: 16, width: 4 }),
} as const;

/** A batch of noise for an iteration, the same for the same seed. */
export function batchFor({ data, training }: Iteration, seed: number): Images {
  const { imageSize: size, channels } = data;
  const random = new Random(seed, "pictures");
  const length = training.batchSize * size * size * channels;
  return {
    data: Uint8Array.from({ length }, () => random.integer(256)),
    count: training.batchSize,
    height: size,
    width: size,
    channels,
  };
}

import type { PicturePairs } from "../../../src/data/pairedBatches.js";
import { Random } from "../../../src/engine/random.js";
import { cyclegan128 } from "../../../src/iterations/cyclegan.js";
import { derive } from "../../../src/iterations/derive.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { pix2pix128, upscale128 } from "../../../src/iterations/pix2pix.js";
import { scaled } from "../../../src/iterations/scaled.js";
import type { Images } from "../../../src/shape.js";

function tiny(iteration: Iteration, imageSize: number, blocks: number, batchSize = 1): Iteration {
  const small = scaled(iteration, { imageSize, width: 8 });
  const { translation, training, sampling } = small;
  return derive(
    small,
    { preset: small.preset },
    {
      translation: {
        blocks,
        replay: Math.min(3, translation.replay),
        earlier: Math.min(2, translation.earlier),
      },
      training: { ...training, batchSize },
      sampling: { ...sampling, every: 2, grid: 2 },
    },
  );
}

/** A small game of each kind. */
export const games: Readonly<Record<string, Iteration>> = {
  cycle: tiny(cyclegan128.repaired, 16, 1),
  "cycle of two": tiny(cyclegan128.repaired, 16, 1, 2),
  "pairs, unrolled": tiny(pix2pix128.repaired, 16, 0),
  enlarging: tiny(upscale128.repaired, 16, 1),
};

function noise(count: number, side: number, stream: string): Images {
  const random = new Random(1, stream);
  const data = Uint8Array.from({ length: count * side * side * 3 }, () => random.integer(256));
  return { data, count, height: side, width: side, channels: 3 };
}

/** Pairs of noise for a game, the same for the same step. */
export function pairsFor(
  { data, generator, translation, training }: Iteration,
  step: number,
): PicturePairs {
  const side = data.imageSize;
  const large = generator.network === "upscale" ? 2 * side : side;
  const to = Array.from({ length: translation.unroll }, (_, at) =>
    noise(training.batchSize, large, `to ${step} ${at}`),
  );
  return { from: noise(training.batchSize, side, `from ${step}`), to };
}

import type { Layer, Network } from "./layer.js";
import { relu, tanh } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { batchNorm, type Norm } from "./norm.js";

/** Side of the first map. */
const SMALLEST = 4;

/** Maps of a generator for this picture size, each twice as large as the one before. */
export const upConvMaps = (imageSize: number): number =>
  1 + Math.ceil(Math.log2(imageSize / SMALLEST));

/**
 * A DCGAN generator that enlarges to the nearest pixel and convolves, where that of Radford 2015 has
 * transposed convolutions: these leave checkerboards (Odena 2016). Its latent is `[1, 1, latentDim]`,
 * so that a larger grid of latents gives a larger picture. A size that is no power of two is cropped
 * evenly from the next one.
 */
export function upConvGenerator(options: {
  imageSize: number;
  channels: number;
  latentDim: number;
  /** Of the maps from 4 px on, at least `upConvMaps(imageSize)`; a smaller picture leaves the last ones out. */
  filters: readonly number[];
  norm: Norm;
}): Network {
  const { imageSize, channels, latentDim, norm } = options;
  const maps = upConvMaps(imageSize);
  const [first = 1, ...others] = options.filters.slice(0, maps);
  const surplus = SMALLEST * 2 ** (maps - 1) - imageSize;
  const after = [...batchNorm(norm), relu];
  return {
    name: "generator",
    input: [1, 1, latentDim],
    layers: [
      convTranspose(first, SMALLEST, { padding: "valid", bias: false }), // [4, 4, first]
      ...after,
      ...others.flatMap((count): readonly Layer[] => [
        { kind: "upsampleNearest", factor: 2 },
        conv(count, 3, { bias: false }), // 8 .. size
        ...after,
      ]),
      conv(channels, 3), // [size, size, channels]
      tanh,
      ...(surplus > 0 ? [{ kind: "crop", pixels: surplus / 2 } as const] : []),
    ],
  };
}

import {
  conv,
  dense,
  flatten,
  type Layer,
  leakyRelu,
  type Network,
  relu,
  reshape,
  tanh,
} from "./layer.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/** Stages between `smallest` px and `imageSize`, each twice as large as the one before. */
const stageCount = (imageSize: number, smallest: number) =>
  Math.ceil(Math.log2(imageSize / smallest));

/** How many filters the generator must have for a picture size: one for each stage from 8 px on. */
export const upConvStages = (imageSize: number): number => stageCount(imageSize, 8);

/** Stages of a network that has `filters` at full size, for a picture of `imageSize` from `smallest` px. */
const stagesOf = (filters: readonly number[], imageSize: number, smallest: number) =>
  filters.slice(0, stageCount(imageSize, smallest));

/**
 * Nearest enlargement from 8 px, each followed by a convolution (Odena 2016, against checkerboards);
 * filters fall as the picture grows. A size that is not 8 px times a power of two is cropped evenly
 * from the next one.
 */
export function upConvGenerator(options: {
  imageSize: number;
  channels: number;
  /** Of each stage, at least `upConvStages(imageSize)`; a smaller picture leaves the last ones out. */
  filters: readonly number[];
  latentDim: number;
  norm: Norm;
}): Network {
  const { imageSize, channels, filters, latentDim, norm } = options;
  const [first = 1] = filters;
  const surplus = 8 * 2 ** upConvStages(imageSize) - imageSize;
  return {
    name: "generator",
    input: [latentDim],
    layers: [
      dense(64 * first),
      relu,
      reshape(8, 8, first), // [8, 8, 128]
      ...stagesOf(filters, imageSize, 8).flatMap((count): readonly Layer[] => [
        { kind: "upsampleNearest", factor: 2 },
        conv(count, 3), // 16, 32 ..
        ...batchNorm(norm),
        relu,
      ]),
      conv(channels, 3), // [size, size, channels]
      tanh,
      ...(surplus > 0 ? [{ kind: "crop", pixels: surplus / 2 } as const] : []),
    ],
  };
}

/** kerasGAN's discriminator, repaired: stride 2 at every stage, down to 4 px. */
export function upConvDiscriminator(options: {
  imageSize: number;
  channels: number;
  filters: readonly number[];
  norm: Norm;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  const { imageSize, channels, filters } = options;
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...stagesOf(filters, imageSize, 4).flatMap((count, index) => [
        conv(count, 3, { strides: 2 }), // 128 .. 4
        ...(index === 0 ? [] : batchNorm(options.norm)),
        leakyRelu(),
        ...dropout(options.dropout),
      ]),
      flatten,
      dense(1),
      ...options.output,
    ],
  };
}

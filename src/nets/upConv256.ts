import type { Layer, Network } from "./layer.js";
import { leakyRelu, relu, tanh } from "./layers/activations.js";
import { conv } from "./layers/convolution.js";
import { dense } from "./layers/dense.js";
import { flatten, reshape } from "./layers/shaping.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/** Stages of a network that has `filters` at full size, for a picture of `imageSize` from `smallest` px. */
const stagesOf = (filters: readonly number[], imageSize: number, smallest: number) =>
  filters.slice(0, Math.log2(imageSize / smallest));

/** kerasGAN, repaired: nearest enlargement from 8 px, filters falling as the picture grows. */
export function upConv256Generator(options: {
  /** 8 px times a power of two; a smaller picture leaves the last stages out. */
  imageSize: number;
  channels: number;
  filters: readonly number[];
  latentDim: number;
  norm: Norm;
}): Network {
  const { imageSize, channels, filters, latentDim, norm } = options;
  const [first = 1] = filters;
  return {
    name: "generator",
    input: [latentDim],
    layers: [
      dense(64 * first),
      relu,
      reshape(8, 8, first), // [8, 8, 128]
      ...stagesOf(filters, imageSize, 8).flatMap((count): readonly Layer[] => [
        { kind: "upsampleNearest", factor: 2 },
        conv(count, 3), // 16 .. 256
        ...batchNorm(norm),
        relu,
      ]),
      conv(channels, 3), // [256, 256, channels]
      tanh,
    ],
  };
}

/** The discriminator that goes with `upConv256Generator`: stride 2 at every stage, down to 4 px. */
export function upConv256Discriminator(options: {
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

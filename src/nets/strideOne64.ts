import type { Layer, Network } from "./layer.js";
import { leakyRelu, tanh } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { batchNorm, type Norm } from "./norm.js";

/** kerasGANv5 as run: five transposed convolutions, none of which enlarges, on a 64 x 64 noise image. */
export function strideOneGenerator(options: {
  imageSize: number;
  channels: number;
  filters: number;
  norm: Norm;
}): Network {
  const { imageSize, channels, filters, norm } = options;
  return {
    name: "generator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...[16, 8, 4, 2, 1].flatMap((factor) => [
        convTranspose(factor * filters, 4),
        ...batchNorm(norm),
        leakyRelu(),
      ]),
      convTranspose(channels, 4),
      tanh,
    ],
  };
}

/** kerasGANv5's discriminator as run: its answer is a map of the picture's size, not a number. */
export function strideOneDiscriminator(options: {
  imageSize: number;
  channels: number;
  filters: number;
  norm: Norm;
  output: readonly Layer[];
}): Network {
  const { imageSize, channels, filters, norm } = options;
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...[1, 2, 4, 8, 16].flatMap((factor, index) => [
        conv(factor * filters, 4),
        ...(index === 0 ? [] : batchNorm(norm)),
        leakyRelu(),
      ]),
      conv(1, 4),
      ...options.output,
    ],
  };
}

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

/** kerasGAN, repaired: nearest enlargement from 8 px, filters falling as the picture grows. */
export function upConvGenerator(options: {
  channels: number;
  latentDim: number;
  norm: Norm;
}): Network {
  const { channels, latentDim, norm } = options;
  return {
    name: "generator",
    input: [latentDim],
    layers: [
      dense(8192),
      relu,
      reshape(8, 8, 128),
      ...[128, 64, 64, 32, 16].flatMap((count): readonly Layer[] => [
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

/** The discriminator that goes with `upConvGenerator`: stride 2 at every stage, down to 4 px. */
export function upConvDiscriminator(options: {
  channels: number;
  norm: Norm;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  return {
    name: "discriminator",
    input: [256, 256, options.channels],
    layers: [
      ...[32, 64, 128, 128, 256, 256].flatMap((count, index) => [
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

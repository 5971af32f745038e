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

const double: Layer = { kind: "upsampleNearest", factor: 2 };

/** kerasGAN's generator at 256 px, after Keras-GAN's dcgan.py: nearest enlargement and convolution. */
export function kerasConvGenerator(options: {
  channels: number;
  latentDim: number;
  norm: Norm;
}): Network {
  const { channels, latentDim, norm } = options;
  return {
    name: "generator",
    input: [latentDim],
    layers: [
      dense(32 * 32 * channels),
      relu,
      reshape(32, 32, channels),
      ...[256, 128, 64].flatMap((count) => [double, conv(count, 3), ...batchNorm(norm), relu]), // 64, 128, 256
      conv(channels, 3), // [256, 256, channels]
      tanh,
    ],
  };
}

/** kerasGAN's discriminator at 256 px; its second convolution is "valid" and two maps are zero-padded. */
export function kerasConvDiscriminator(options: {
  channels: number;
  norm: Norm;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  const { channels, norm } = options;
  const after = [leakyRelu(), ...dropout(options.dropout)];
  const pad: Layer = { kind: "zeroPad", bottom: 1, right: 1 };
  return {
    name: "discriminator",
    input: [256, 256, channels],
    layers: [
      conv(32, 3, { strides: 2 }), // [128, 128, 32]
      ...after,
      conv(64, 3, { strides: 2, padding: "valid" }), // [63, 63, 64]
      pad,
      ...batchNorm(norm),
      ...after,
      conv(128, 3, { strides: 2 }), // [32, 32, 128]
      pad,
      ...batchNorm(norm),
      ...after,
      conv(256, 3), // [33, 33, 256]
      pad,
      ...batchNorm(norm),
      ...after,
      flatten,
      dense(1),
      ...options.output,
    ],
  };
}

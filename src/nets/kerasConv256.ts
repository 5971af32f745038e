import type { Layer, Network } from "./layer.js";
import { leakyRelu, relu, tanh } from "./layers/activations.js";
import { conv } from "./layers/convolution.js";
import { dense } from "./layers/dense.js";
import { flatten, reshape } from "./layers/shaping.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

const double: Layer = { kind: "upsampleNearest", factor: 2 };

/** kerasGAN's generator, after Keras-GAN's dcgan.py: nearest enlargement and convolution, three times. */
export function kerasConvGenerator(options: {
  /** 256 px in the script; a multiple of 8. */
  imageSize: number;
  channels: number;
  filters: readonly number[];
  latentDim: number;
  norm: Norm;
}): Network {
  const { imageSize, channels, filters, latentDim, norm } = options;
  const start = imageSize / 2 ** filters.length;
  return {
    name: "generator",
    input: [latentDim],
    layers: [
      dense(start * start * channels),
      relu,
      reshape(start, start, channels), // [32, 32, channels]
      ...filters.flatMap((count) => [double, conv(count, 3), ...batchNorm(norm), relu]), // 64, 128, 256
      conv(channels, 3), // [256, 256, channels]
      tanh,
    ],
  };
}

/** kerasGAN's discriminator; its second convolution is "valid", and each map after it is zero-padded. */
export function kerasConvDiscriminator(options: {
  imageSize: number;
  channels: number;
  filters: readonly number[];
  norm: Norm;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  const { imageSize, channels, filters, norm } = options;
  const after = [leakyRelu(), ...dropout(options.dropout)];
  const pad: Layer = { kind: "zeroPad", bottom: 1, right: 1 };
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...filters.flatMap((count, index) => [
        conv(count, 3, {
          strides: index < 3 ? 2 : 1,
          padding: index === 1 ? "valid" : "same",
        }), // 128, 63, 32, 33
        ...(index === 0 ? [] : [pad, ...batchNorm(norm)]), // 128, 64, 33, 34
        ...after,
      ]),
      flatten,
      dense(1),
      ...options.output,
    ],
  };
}

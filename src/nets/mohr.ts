import type { Layer, Network } from "./layer.js";
import { leakyRelu, sigmoid } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { dense } from "./layers/dense.js";
import { flatten, reshape } from "./layers/shaping.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/**
 * Mohr's generator, the root of the TensorFlow family: a 4 x 4 map, enlarged bilinearly to a
 * quarter of the picture, then four transposed convolutions. F. Mohr, "Teaching a DCGAN to draw
 * MNIST characters", 2018; norm and dropout come after the activation.
 */
export function mohrGenerator(options: {
  imageSize: number;
  channels: number;
  latentDim: number;
  filters: readonly number[];
  norm: Norm;
  /** Whether the norm also follows the dense layer, which batch 1 silences (cause B). */
  firstNorm: boolean;
  dropout: Dropout;
}): Network {
  const { imageSize, channels, latentDim, filters, firstNorm } = options;
  const active: readonly Layer[] = [leakyRelu(), ...dropout(options.dropout)];
  const after: readonly Layer[] = [...active, ...batchNorm(options.norm)];
  return {
    name: "generator",
    input: [latentDim],
    layers: [
      dense(16 * channels), // [16 channels]
      ...(firstNorm ? after : active),
      reshape(4, 4, channels), // [4, 4, channels]
      { kind: "resizeBilinear", size: imageSize / 4 }, // [size / 4, size / 4, channels]
      ...filters.flatMap((count, index) => [
        convTranspose(count, 5, { strides: index < 2 ? 2 : 1 }), // size / 2, size, size
        ...after,
      ]),
      convTranspose(channels, 5), // [size, size, channels]
      sigmoid,
    ],
  };
}

/** Mohr's discriminator: it halves the picture once and reads the rest through one dense layer. */
export function mohrDiscriminator(options: {
  imageSize: number;
  channels: number;
  filters: readonly number[];
  denseUnits: number;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  const { imageSize, channels, filters, denseUnits } = options;
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...filters.flatMap((count, index) => [
        conv(count, 5, { strides: index === 0 ? 2 : 1 }), // [size / 2, size / 2, count]
        leakyRelu(),
        ...dropout(options.dropout),
      ]),
      flatten,
      dense(denseUnits),
      leakyRelu(),
      dense(1),
      ...options.output,
    ],
  };
}

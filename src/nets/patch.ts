import type { Layer, Network } from "./layer.js";
import { leakyRelu } from "./layers/activations.js";
import { conv } from "./layers/convolution.js";
import { instanceNorm } from "./layers/instanceNorm.js";

/**
 * The discriminator of pix2pix and CycleGAN (Isola 2017, section 6.1.2): one answer for each patch
 * of 70 x 70 px, without a last function. Padding is TensorFlow's, so that a picture of 256 px gets
 * 32 x 32 answers (30 x 30 in the paper), with the same weights.
 */
export function patchDiscriminator(options: {
  name?: string;
  imageSize: number;
  channels: number;
  /** Filters of the first convolution; 64 in the paper. */
  filters: number;
}): Network {
  const { name = "discriminator", imageSize, channels, filters } = options;
  const stage = (times: number, strides: number): readonly Layer[] => [
    conv(times * filters, 4, { strides }),
    ...(times === 1 ? [] : [instanceNorm]),
    leakyRelu(),
  ];
  return {
    name,
    input: [imageSize, imageSize, channels],
    layers: [
      ...stage(1, 2), // [size / 2, size / 2, filters]
      ...stage(2, 2), // [size / 4, size / 4, 2 filters]
      ...stage(4, 2), // [size / 8, size / 8, 4 filters]
      ...stage(8, 1), // [size / 8, size / 8, 8 filters]
      conv(1, 4), // [size / 8, size / 8, 1]
    ],
  };
}

import {
  conv,
  convTranspose,
  flatten,
  type Layer,
  leakyRelu,
  type Network,
  relu,
  tanh,
} from "./layer.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/** Stride-2 stages of a DCGAN: 4 px is doubled so often that `imageSize` fits in. */
const stagesFor = (imageSize: number) => Math.ceil(Math.log2(imageSize)) - 2;

/**
 * The generator of DCGAN (Radford 2015; dcgan.torch and Barrat's art-DCGAN): transposed
 * convolutions of kernel 4 from a `[1, 1, latentDim]` latent. A size that is no power of two is
 * cropped evenly from the next one.
 */
export function dcganGenerator(options: {
  imageSize: number;
  channels: number;
  latentDim: number;
  /** Filters of the last hidden stage, "ngf". */
  filters: number;
  norm: Norm;
}): Network {
  const { imageSize, channels, latentDim, filters, norm } = options;
  const stages = stagesFor(imageSize);
  const after = [...batchNorm(norm), relu];
  const surplus = 2 ** (stages + 2) - imageSize;
  const up = (count: number) => convTranspose(count, 4, { strides: 2, bias: false });
  const hidden = Array.from(
    { length: stages - 1 },
    (_, index) => filters * 2 ** (stages - 2 - index),
  );
  return {
    name: "generator",
    input: [1, 1, latentDim],
    layers: [
      convTranspose(filters * 2 ** (stages - 1), 4, { padding: "valid", bias: false }), // [4, 4, ..]
      ...after,
      ...hidden.flatMap((count) => [up(count), ...after]), // 8 .. size / 2
      up(channels), // [size, size, channels]
      tanh,
      ...(surplus > 0 ? [{ kind: "crop", pixels: surplus / 2 } as const] : []),
    ],
  };
}

/** The discriminator of DCGAN: convolutions of kernel 4 and stride 2 down to 4 px, then one number. */
export function dcganDiscriminator(options: {
  imageSize: number;
  channels: number;
  /** Filters of the first stage, "ndf". */
  filters: number;
  norm: Norm;
  dropout: Dropout;
  output: readonly Layer[];
}): Network {
  const { imageSize, channels, filters, norm } = options;
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...Array.from({ length: stagesFor(imageSize) }, (_, stage) => [
        conv(filters * 2 ** stage, 4, { strides: 2, bias: false }), // size / 2 .. 4
        ...(stage === 0 ? [] : batchNorm(norm)),
        leakyRelu(),
        ...dropout(options.dropout),
      ]).flat(),
      conv(1, 4, { padding: "valid", bias: false }), // [1, 1, 1]
      flatten,
      ...options.output,
    ],
  };
}

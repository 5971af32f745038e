import type { Layer, Network } from "./layer.js";
import { leakyRelu, relu, tanh } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { dense } from "./layers/dense.js";
import { sumPool } from "./layers/pooling.js";
import { flatten } from "./layers/shaping.js";
import { batchNorm, type Dropout, dropout, type Norm } from "./norm.js";

/** Stride-2 stages of a DCGAN: 4 px is doubled so often that `imageSize` fits in. */
const stagesFor = (imageSize: number) => Math.ceil(Math.log2(imageSize)) - 2;

/** Classes that a DCGAN is told, and how its discriminator uses them. */
interface Condition {
  readonly kind: "classifier" | "projection";
  readonly classes: number;
  /** The classes are ends of attributes, high and low in turn. */
  readonly ends?: boolean;
}

/**
 * What D ends in: one number, beside one for each class, or one that depends on the class.
 * @param side of the last map, 4 px where the picture's size is a power of two, else 3 or 4.
 */
function head(side: number, condition: Condition | undefined): readonly Layer[] {
  switch (condition?.kind) {
    case undefined:
      return [conv(1, side, { padding: "valid", bias: false }), flatten]; // [1, 1, 1], [1]
    case "classifier":
      return [flatten, dense(1 + condition.classes)]; // [real or fake, classes]
    case "projection":
      return [sumPool, { kind: "projection", classes: condition.classes }]; // [1]
  }
}

/**
 * The generator of DCGAN (Radford 2015; dcgan.torch and Barrat's art-DCGAN): transposed
 * convolutions of kernel 4 from a `[1, 1, latentDim]` latent. A size that is no power of two is
 * cropped evenly from the next one. With a condition the latent ends in its classes.
 */
export function dcganGenerator(options: {
  imageSize: number;
  channels: number;
  latentDim: number;
  /** Filters of the last hidden stage, "ngf". */
  filters: number;
  norm: Norm;
  condition?: Condition;
}): Network {
  const { imageSize, channels, latentDim, filters, norm, condition } = options;
  const { classes = 0, ends = false } = condition ?? {};
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
    input: [1, 1, latentDim + classes],
    layers: [
      ...(condition ? [{ kind: "labelGate", classes, ...(ends ? { ends } : {}) } as const] : []), // [1, 1, latentDim]
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
  condition?: Condition;
}): Network {
  const { imageSize, channels, filters, norm } = options;
  const stages = stagesFor(imageSize);
  return {
    name: "discriminator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...Array.from({ length: stages }, (_, stage) => [
        conv(filters * 2 ** stage, 4, { strides: 2, bias: false }), // size / 2 .. 4
        ...(stage === 0 ? [] : batchNorm(norm)),
        leakyRelu(),
        ...dropout(options.dropout),
      ]).flat(),
      ...head(Math.ceil(imageSize / 2 ** stages), options.condition),
      ...options.output,
    ],
  };
}

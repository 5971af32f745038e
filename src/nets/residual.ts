import type { Layer, Network } from "./layer.js";
import { relu, tanh } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { instanceNorm } from "./layers/instanceNorm.js";
import { reflectPad } from "./layers/padding.js";
import { upsampleNearest } from "./layers/resizing.js";
import { add, tap } from "./layers/taps.js";

/** Two convolutions whose result is added to their input (He 2016; Johnson 2016 with reflection). */
function residualBlock(filters: number, name: string): readonly Layer[] {
  const convolved = [reflectPad(1), conv(filters, 3, { padding: "valid" }), instanceNorm];
  return [tap(name), ...convolved, relu, ...convolved, add(name)];
}

const residualBlocks = (count: number, filters: number): readonly Layer[] =>
  Array.from({ length: count }, (_, at) => residualBlock(filters, `block ${at + 1}`)).flat();

/** Twice the size: by a transposed convolution, or by nearest enlargement and a convolution. */
function doubled(filters: number, how: "transposed" | "nearest"): readonly Layer[] {
  if (how === "transposed") return [convTranspose(filters, 3, { strides: 2 })];
  return [upsampleNearest(2), reflectPad(1), conv(filters, 3, { padding: "valid" })];
}

/**
 * The generator of CycleGAN (Zhu 2017, section 7.2; Johnson 2016): a picture in, a picture of the
 * same size out, the size any multiple of 4. Instance norms take the bias of the convolution before
 * them out again, so it stays at its start; it counts as a parameter, as in the reference.
 */
export function residualGenerator(options: {
  name?: string;
  imageSize: number;
  channels: number;
  /** Filters of the first convolution; 64 in the paper. */
  filters: number;
  /** 6 at 128 px, 9 from 256 px on in the paper. */
  blocks: number;
  /** The way back to full size: the paper's, or one without a grid (Odena 2016), of as many parameters. */
  enlargement?: "transposed" | "nearest";
}): Network {
  const { name = "generator", imageSize, channels, filters, blocks } = options;
  const { enlargement = "transposed" } = options;
  const after = [instanceNorm, relu];
  return {
    name,
    input: [imageSize, imageSize, channels],
    layers: [
      reflectPad(3),
      conv(filters, 7, { padding: "valid" }), // [size, size, filters]
      ...after,
      conv(2 * filters, 3, { strides: 2 }), // [size / 2, size / 2, 2 filters]
      ...after,
      conv(4 * filters, 3, { strides: 2 }), // [size / 4, size / 4, 4 filters]
      ...after,
      ...residualBlocks(blocks, 4 * filters),
      ...doubled(2 * filters, enlargement), // [size / 2, size / 2, 2 filters]
      ...after,
      ...doubled(filters, enlargement), // [size, size, filters]
      ...after,
      reflectPad(3),
      conv(channels, 7, { padding: "valid" }), // [size, size, channels]
      tanh,
    ],
  };
}

/** An upscaler: every pixel becomes four, and residual blocks find the detail; twice the size out. */
export function upscaleGenerator(options: {
  imageSize: number;
  channels: number;
  filters: number;
  blocks: number;
}): Network {
  const { imageSize, channels, filters, blocks } = options;
  return {
    name: "generator",
    input: [imageSize, imageSize, channels],
    layers: [
      reflectPad(1),
      conv(filters, 3, { padding: "valid" }), // [size, size, filters]
      relu,
      ...residualBlocks(blocks, filters),
      ...doubled(filters, "nearest"), // [2 size, 2 size, filters]
      relu,
      reflectPad(1),
      conv(channels, 3, { padding: "valid" }), // [2 size, 2 size, channels]
      tanh,
    ],
  };
}

import { ConfigError, expected } from "../errors.js";
import type { Layer, Network } from "./layer.js";
import { leakyRelu, relu, tanh } from "./layers/activations.js";
import { conv, convTranspose } from "./layers/convolution.js";
import { instanceNorm } from "./layers/instanceNorm.js";
import { upsampleNearest } from "./layers/resizing.js";
import { add, concat, tap } from "./layers/taps.js";
import { dropout } from "./norm.js";

/** Halvings down to one pixel. */
const depthOf = (imageSize: number) => Math.log2(imageSize);

/**
 * The generator of pix2pix (Isola 2017, section 6.1.1; Ronneberger 2015): a picture is halved down
 * to one pixel and doubled again, each stage joined with the one of its size on the way down.
 * Instance norm in place of batch norm, which is the same for one picture a step.
 * @throws ConfigError for a size that is no power of two.
 */
export function unetGenerator(options: {
  imageSize: number;
  channels: number;
  /** Filters of the first stage; 64 in the paper, eight times as many at most. */
  filters: number;
  /** Rate of dropout in the wide stages of the way up, live in training. */
  dropout: number;
  /** Whether it gives what is added to the picture, in place of the whole: a small change starts as a small one. */
  added?: boolean;
  /** How a stage is doubled: the paper's way, or one that leaves no grid (Odena 2016). */
  enlargement?: "transposed" | "nearest";
}): Network {
  const { imageSize, channels, filters, added = false, enlargement } = options;
  const depth = depthOf(imageSize);
  if (!Number.isInteger(depth) || depth < 3)
    throw new ConfigError(
      expected("data.imageSize", "a power of two of at least 8 px for unet", imageSize),
    );
  const at = (level: number) => filters * 2 ** Math.min(level, 3);
  const down = (level: number) => conv(at(level), 4, { strides: 2 });
  const doubled = (count: number): readonly Layer[] =>
    enlargement === "nearest"
      ? [upsampleNearest(2), conv(count, 3)]
      : [convTranspose(count, 4, { strides: 2 })];
  const stage = (level: number): readonly Layer[] => {
    const innermost = level === depth - 1;
    const wide = !innermost && level > 3;
    return [
      tap(`down ${level}`),
      leakyRelu(),
      down(level), // [size / 2^(level + 1), .., at(level)]
      ...(innermost ? [] : [instanceNorm, ...stage(level + 1)]),
      relu,
      ...doubled(at(level - 1)), // [size / 2^level, .., at(level - 1)]
      instanceNorm,
      ...(wide ? dropout({ rate: options.dropout, live: true }) : []),
      concat(`down ${level}`), // [size / 2^level, .., 2 at(level - 1)]
    ];
  };
  return {
    name: "generator",
    input: [imageSize, imageSize, channels],
    layers: [
      ...(added ? [tap("picture")] : []),
      down(0),
      ...stage(1),
      relu,
      ...doubled(channels), // [size, size, channels]
      ...(added ? [add("picture")] : [tanh]),
    ],
  };
}

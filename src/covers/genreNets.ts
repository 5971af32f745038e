import type { Layer, Network } from "../nets/layer.js";
import { leakyRelu } from "../nets/layers/activations.js";
import { conv } from "../nets/layers/convolution.js";
import { dense } from "../nets/layers/dense.js";
import { flatten } from "../nets/layers/shaping.js";

const stage = (filters: number): readonly Layer[] => [
  conv(filters, 3, { strides: 2 }),
  leakyRelu(),
];

/** The small network that names genres, `genreCnn-v1`: three or more halvings down to 4 px. */
export function genreCnn(imageSize: number, channels: number, classes: number): Network {
  const halvings = Math.max(1, Math.ceil(Math.log2(imageSize)) - 2);
  return {
    name: "genreCnn",
    input: [imageSize, imageSize, channels],
    layers: [
      ...Array.from({ length: halvings }, (_, at) => stage(Math.min(64, 16 * 2 ** at))).flat(),
      flatten,
      { kind: "dropout", rate: 0.4, live: true },
      dense(classes),
    ],
  };
}

/** A linear classifier of vectors, for colours alone. */
export function genreLinear(size: number, classes: number): Network {
  return { name: "genreLinear", input: [size], layers: [dense(classes)] };
}

/** A small network for features of sound. */
export function genreDense(size: number, classes: number): Network {
  return {
    name: "genreDense",
    input: [size],
    layers: [dense(32), leakyRelu(), { kind: "dropout", rate: 0.3, live: true }, dense(classes)],
  };
}

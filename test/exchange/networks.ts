import { randomUniform, tensor } from "@tensorflow/tfjs-core";
import { Random } from "../../src/engine/random.js";
import { dcganGenerator } from "../../src/nets/dcgan.js";
import { initialise } from "../../src/nets/initialise.js";
import type { Layer, Network } from "../../src/nets/layer.js";
import { leakyRelu, relu, relu6, sigmoid, silu, tanh } from "../../src/nets/layers/activations.js";
import { conv, convTranspose } from "../../src/nets/layers/convolution.js";
import { dense } from "../../src/nets/layers/dense.js";
import { depthwiseConv } from "../../src/nets/layers/depthwiseConv.js";
import { glu } from "../../src/nets/layers/glu.js";
import { pixelNorm } from "../../src/nets/layers/pixelNorm.js";
import { averagePool } from "../../src/nets/layers/pooling.js";
import {
  resizeBilinear,
  upsampleBilinear,
  upsampleNearest,
} from "../../src/nets/layers/resizing.js";
import { flatten, reshape } from "../../src/nets/layers/shaping.js";
import { add, concat, fromTap, multiply, tap } from "../../src/nets/layers/taps.js";
import { batchNorm } from "../../src/nets/norm.js";
import type { Weighted } from "../../src/runs/trainedGenerator.js";
import { drawLatents, spaceOf } from "../../src/training/latents.js";
import { sample } from "../../src/training/sample.js";

/** Every kind that other programs have: the test of translations asks for each new one. */
const layers: readonly Layer[] = [
  pixelNorm,
  dense(64),
  glu, // [32]
  leakyRelu(),
  { kind: "dropout", rate: 0.5, live: true },
  ...batchNorm({ kind: "tf", momentum: 0.9 }),
  reshape(4, 4, 2),
  resizeBilinear(7),
  convTranspose(5, 5, { strides: 2, spectralNorm: true }), // [14, 14, 5]
  ...batchNorm({ kind: "keras", momentum: 0.9 }),
  relu,
  upsampleNearest(2), // [28, 28, 5]
  { kind: "zeroPad", bottom: 1, right: 3 }, // [29, 31, 5]
  conv(3, 3, { strides: 2 }),
  conv(3, 3, { padding: "valid", bias: false, spectralNorm: true }), // [13, 14, 3]
  { kind: "crop", pixels: 2 }, // [9, 10, 3]
  tap("early"),
  averagePool(4),
  conv(6, 4, { padding: "valid" }),
  glu, // [1, 1, 3]
  silu,
  multiply("early"), // [9, 10, 3]
  tap("gated"),
  depthwiseConv(3),
  ...batchNorm({ kind: "torch", momentum: 0.9 }),
  relu6,
  add("gated"),
  concat("early"), // [9, 10, 6]
  tap("joined"),
  conv(2, 3, { strides: 2 }),
  fromTap("joined"),
  upsampleBilinear(2), // [18, 20, 6]
  averagePool(2),
  sigmoid,
  flatten,
  dense(48),
  tanh,
  reshape(4, 4, 3),
];

/** A network with every kind of layer, and a DCGAN whose size is cropped. */
export const networks: Readonly<Record<string, Network>> = {
  "every layer": { name: "generator", input: [6], layers },
  "dcgan 24": dcganGenerator({
    imageSize: 24,
    channels: 3,
    latentDim: 5,
    filters: 2,
    norm: { kind: "torch", momentum: 0.9 },
  }),
  "dcgan classes": dcganGenerator({
    imageSize: 16,
    channels: 3,
    latentDim: 5,
    filters: 2,
    norm: { kind: "torch", momentum: 0.9 },
    condition: { kind: "classifier", classes: 3 },
  }),
  "dcgan attributes": dcganGenerator({
    imageSize: 16,
    channels: 3,
    latentDim: 5,
    filters: 2,
    norm: { kind: "torch", momentum: 0.9 },
    condition: { kind: "classifier", classes: 4, ends: true },
  }),
};

/** A network with arrays, and what it draws from some latents. */
export interface Drawn extends Weighted {
  readonly latents: Float32Array;
  readonly pictures: Float32Array;
}

/** Pictures drawn at once. */
export const COUNT = 3;

/** Random arrays, none of them 0 or 1 throughout, and the lab's own pictures. */
export function drawn(name: string): Drawn {
  const network = networks[name] as Network;
  const start = Object.entries(initialise(network, "glorot", new Random(1, "weights")));
  const arrays = start.map(([array, first]) =>
    /\/[uv]$/.test(array)
      ? [array, first]
      : /kernel$/.test(array)
        ? [
            array,
            tensor(
              first.dataSync().map((value) => 2 * value),
              first.shape,
            ),
          ]
        : [array, randomUniform(first.shape, 0.2, 1.2, "float32", 3)],
  );
  const tensors = Object.fromEntries(arrays);
  const latents = drawLatents("N01", COUNT, spaceOf(network), new Random(1, "latents"));
  const pictures = sample(network, tensors, latents, { mode: "inference", seed: 1 });
  return { network, tensors, latents, pictures };
}

/** The largest distance between two lists of numbers; not a number if one is longer. */
export function apart(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) return Number.NaN;
  return Math.max(...Array.from(one, (value, index) => Math.abs(value - (other[index] ?? 0))));
}

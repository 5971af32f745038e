import { randomUniform, tensor } from "@tensorflow/tfjs-core";
import { Random } from "../../src/engine/random.js";
import type { JudgeKind, TranslatorKind } from "../../src/exchange/notWritten.js";
import { dcganGenerator } from "../../src/nets/dcgan.js";
import { initialise } from "../../src/nets/initialise.js";
import {
  conv,
  convTranspose,
  dense,
  flatten,
  type Layer,
  leakyRelu,
  type Network,
  relu,
  reshape,
  sigmoid,
  tanh,
} from "../../src/nets/layer.js";
import { batchNorm } from "../../src/nets/norm.js";
import type { Weighted } from "../../src/runs/trainedGenerator.js";
import { drawLatents, spaceOf } from "../../src/training/latents.js";
import { sample } from "../../src/training/sample.js";

/** One of each kind that can stand anywhere in a generator; the compiler asks for every new one. */
const kinds: Readonly<
  Record<Exclude<Layer["kind"], TranslatorKind | JudgeKind | "labelGate">, readonly Layer[]>
> = {
  dense: [dense(32)],
  leakyRelu: [leakyRelu()],
  dropout: [{ kind: "dropout", rate: 0.5, live: true }],
  batchNorm: batchNorm({ kind: "tf", momentum: 0.9 }),
  reshape: [reshape(4, 4, 2)],
  resizeBilinear: [{ kind: "resizeBilinear", size: 7 }],
  convTranspose: [convTranspose(5, 5, { strides: 2 })], // [14, 14, 5]
  relu: [...batchNorm({ kind: "keras", momentum: 0.9 }), relu],
  upsampleNearest: [{ kind: "upsampleNearest", factor: 2 }], // [28, 28, 5]
  zeroPad: [{ kind: "zeroPad", bottom: 1, right: 3 }], // [29, 31, 5]
  conv: [conv(3, 3, { strides: 2 }), conv(3, 3, { padding: "valid", bias: false })], // [13, 14, 3]
  crop: [{ kind: "crop", pixels: 2 }], // [9, 10, 3]
  sigmoid: [sigmoid],
  flatten: [flatten],
  tanh: [dense(48), tanh, reshape(4, 4, 3)],
};

/** A network with every kind of layer, and a DCGAN whose size is cropped. */
export const networks: Readonly<Record<string, Network>> = {
  "every layer": { name: "generator", input: [6], layers: Object.values(kinds).flat() },
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
    /kernel$/.test(array)
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

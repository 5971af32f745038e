import { join } from "node:path";
import { writeJson, writePieces } from "../files.js";
import { describe, type Stage } from "../nets/describe.js";
import { weightName } from "../nets/initialise.js";
import { classesIn, type Layer, type Network } from "../nets/layer.js";
import type { Weighted } from "../runs/trainedGenerator.js";
import { bilinearMatrix } from "./bilinearLayers.js";
import { gateKernels } from "./gateLayers.js";
import { kerasLayers } from "./kerasLayers.js";

/** Keras's words for the arrays of a layer. */
const kerasWords: Readonly<Record<string, string>> = {
  kernel: "kernel",
  bias: "bias",
  scale: "gamma",
  movingMean: "moving_mean",
  movingVariance: "moving_variance",
};

const layerName = (index: number, { kind }: Layer, part: number) =>
  `${String(index).padStart(2, "0")}-${kind}${part === 0 ? "" : `-${part}`}`;

/** A Keras layer with its name, and the layers whose outputs it takes. */
interface Placed {
  readonly name: string;
  readonly class_name: string;
  readonly config: object;
  readonly takes: readonly string[];
}

/** The input's name in a model that branches. */
const INPUT = "latents";

/** Every Keras layer in order; after a gate's two views of the input comes what joins them. */
function placedLayers(network: Network): readonly Placed[] {
  const size = (network.input.at(-1) ?? 0) - classesIn(network);
  let before: readonly string[] = [INPUT];
  return network.layers.flatMap((layer, index) =>
    kerasLayers(layer, size).map(({ class_name, config }, part): Placed => {
      const name = layerName(index, layer, part);
      const takes = before;
      if (layer.kind !== "labelGate") before = [name];
      else if (part === 1) before = [layerName(index, layer, 0), name];
      else if (part === 2) before = [name];
      return { name, class_name, config: { name, trainable: true, ...config }, takes };
    }),
  );
}

const keras = { keras_version: "tfjs-layers 4.22.0", backend: "tensor_flow.js" } as const;

/** The network as Keras's Sequential model. */
function sequential({ name, input }: Network, layers: readonly Placed[]): object {
  const form = { batch_input_shape: [null, ...input], dtype: "float32" };
  const started = layers.map(({ class_name, config }, index) => ({
    class_name,
    config: index === 0 ? { ...config, ...form } : config,
  }));
  return { class_name: "Sequential", config: { name, layers: started }, ...keras };
}

/** The network as Keras's functional model, whose layers may take more than one input. */
function functional({ name, input }: Network, layers: readonly Placed[]): object {
  const form = { batch_input_shape: [null, ...input], dtype: "float32", name: INPUT };
  const first = { name: INPUT, class_name: "InputLayer", config: form, inbound_nodes: [] };
  const others = layers.map(({ name, class_name, config, takes }) => ({
    name,
    class_name,
    config,
    inbound_nodes: [takes.map((from) => [from, 0, 0, {}])],
  }));
  const ends = {
    input_layers: [[INPUT, 0, 0]],
    output_layers: [[layers.at(-1)?.name ?? INPUT, 0, 0]],
  };
  return { class_name: "Model", config: { name, layers: [first, ...others], ...ends }, ...keras };
}

/** The network as a model of Keras: Sequential where nothing branches. */
function topologyOf(network: Network): object {
  const layers = placedLayers(network);
  return (classesIn(network) > 0 ? functional : sequential)(network, layers);
}

/** An array as the model's list names it, and its numbers. */
export interface ModelArray {
  readonly entry: {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: string;
  };
  readonly values: () => Float32Array;
}

/** The arrays of one layer. */
function arraysOf(stage: Stage, index: number, { network, tensors }: Weighted): ModelArray[] {
  const { layer, input, weights } = stage;
  const named = (word: string, shape: readonly number[], part = 0) => ({
    name: `${layerName(index, layer, part)}/${word}`,
    shape,
    dtype: "float32",
  });
  if (layer.kind === "resizeBilinear") {
    const [height = 0, width = 0] = input;
    const along = (from: number, part: number): ModelArray => ({
      entry: named("kernel", [from, layer.size], part),
      values: () => bilinearMatrix(from, layer.size),
    });
    return [along(width, 1), along(height, 3)];
  }
  if (layer.kind === "labelGate") {
    const [weight] = weights as [(typeof weights)[number]];
    const array = tensors[weightName(network, index, layer, weight)];
    const [classes = 0, size = 0] = weight.shape;
    const shape = [size + classes, size];
    return [0, 1].map((part) => ({
      entry: named("kernel", shape, part),
      values: () => gateKernels(size, array?.dataSync() as Float32Array)[part] as Float32Array,
    }));
  }
  return weights.map((weight) => {
    const isShift = layer.kind === "batchNorm" && weight.name === "bias";
    const word = isShift ? "beta" : (kerasWords[weight.name] ?? weight.name);
    const array = tensors[weightName(network, index, layer, weight)];
    return {
      entry: named(word, weight.shape),
      values: () => (array?.dataSync() as Float32Array | undefined) ?? new Float32Array(),
    };
  });
}

/** A generator as Keras's layers tell it: their description, and their arrays in the model's order. */
export function layersModel(generator: Weighted): {
  readonly topology: object;
  readonly arrays: readonly ModelArray[];
} {
  const { network } = generator;
  return {
    topology: topologyOf(network),
    arrays: describe(network).flatMap((stage, index) => arraysOf(stage, index, generator)),
  };
}

/** Bytes of one file of weights: what browsers keep in their caches. */
const SHARD = 4 * 2 ** 20;

function* bytesOf(arrays: readonly ModelArray[]): Iterable<Uint8Array> {
  for (const { values } of arrays) {
    const { buffer, byteOffset, byteLength } = values();
    yield new Uint8Array(buffer, byteOffset, byteLength);
  }
}

/** Regroups pieces into files of at most `size` bytes. */
function* shardsOf(pieces: Iterable<Uint8Array>, size: number): Iterable<Uint8Array[]> {
  let shard: Uint8Array[] = [];
  let room = size;
  for (let piece of pieces) {
    while (piece.length > 0) {
      const part = piece.subarray(0, room);
      shard.push(part);
      room -= part.length;
      piece = piece.subarray(part.length);
      if (room > 0) continue;
      yield shard;
      [shard, room] = [[], size];
    }
  }
  if (shard.length > 0) yield shard;
}

/**
 * Writes a generator as a TensorFlow.js LayersModel: `model.json` and files of weights, for
 * `tf.loadLayersModel` in any browser with plain tfjs.
 */
export async function writeLayersModel(
  folder: string,
  generator: Weighted,
  shardBytes = SHARD,
): Promise<void> {
  const { topology, arrays } = layersModel(generator);
  const paths: string[] = [];
  for (const shard of shardsOf(bytesOf(arrays), shardBytes)) {
    const path = `weights-${String(paths.length + 1).padStart(3, "0")}.bin`;
    await writePieces(join(folder, path), shard);
    paths.push(path);
  }
  await writeJson(join(folder, "model.json"), {
    format: "layers-model",
    generatedBy: "gan-atelier",
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths, weights: arrays.map(({ entry }) => entry) }],
  });
}

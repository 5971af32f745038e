import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { valuesOf } from "../engine/valuesOf.js";
import { writeJson, writePieces } from "../files.js";
import { describe, readTap, type Stage } from "../nets/describe.js";
import { forInference } from "../nets/foldNorms.js";
import { layerName } from "../nets/forward.js";
import type { KerasArray } from "../nets/kerasPart.js";
import type { Layer, Network } from "../nets/layer.js";
import type { Weighted } from "../runs/trainedGenerator.js";
import { translationOf } from "./translationOf.js";

const partName = (index: number, { kind }: Layer, part: number) =>
  `${String(index).padStart(2, "0")}-${kind}${part === 0 ? "" : `-${part}`}`;

/** A Keras layer with its name, the layers whose outputs it takes, and its arrays. */
interface Placed {
  readonly name: string;
  readonly class_name: string;
  readonly config: object;
  readonly takes: readonly string[];
  readonly arrays: readonly KerasArray[];
  /** The lab's layer, and where it keeps its weights. */
  readonly stage: Stage;
  readonly prefix: string;
}

/** The input's name in a model that branches. */
const INPUT = "latents";

/** Every Keras layer in order. */
function placedLayers(network: Network): readonly Placed[] {
  const taps = new Map<string, string>();
  let before = INPUT;
  return describe(network).flatMap((stage, index) => {
    const { layer } = stage;
    const tapped = readTap(layer, taps, layerName(network, index));
    const names: string[] = [];
    const input = before;
    const sources = { input, tap: tapped ?? INPUT } as const;
    const parts = translationOf(layer)
      .keras(stage)
      .map(({ class_name, config, takes, arrays = [] }, part): Placed => {
        const name = partName(index, layer, part);
        const taken = takes?.map((from) =>
          typeof from === "number" ? (names[from] as string) : sources[from],
        );
        names.push(name);
        return {
          name,
          class_name,
          config: { name, trainable: true, ...config },
          takes: taken ?? [names.at(-2) ?? input],
          arrays,
          stage,
          prefix: layerName(network, index),
        };
      });
    before = names.at(-1) ?? before;
    if (layer.kind === "tap") taps.set(layer.name, before);
    return parts;
  });
}

/** Those that what the network draws depends on: Keras refuses weights of a branch that ends nowhere. */
function reaching(layers: readonly Placed[]): readonly Placed[] {
  const needed = new Set([layers.at(-1)?.name]);
  for (const { name, takes } of [...layers].reverse())
    if (needed.has(name)) for (const from of takes) needed.add(from);
  return layers.filter(({ name }) => needed.has(name));
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

/** The network as a model of Keras: Sequential where each layer takes what the one before it gives. */
function topologyOf(network: Network, layers: readonly Placed[]): object {
  const straight = layers.every(
    ({ takes }, at) => takes.length === 1 && takes[0] === (layers[at - 1]?.name ?? INPUT),
  );
  return (straight ? sequential : functional)(network, layers);
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

/** One of a layer's arrays as inference has it. */
function inferenceValues(
  { stage, prefix }: Pick<Placed, "stage" | "prefix">,
  short: string,
  tensors: Tensors,
): Float32Array {
  const { layer, weights } = stage;
  const own = weights.map(({ name }) => [name, tensors[`${prefix}/${name}`] as Tensor] as const);
  return valuesOf(
    () =>
      forInference({ layer, weights: Object.fromEntries(own) }).weights[short]?.clone() as Tensor,
  );
}

/** The arrays of one Keras layer. */
function arraysOf({ name, arrays, ...placed }: Placed, tensors: Tensors): readonly ModelArray[] {
  const weight = (short: string) => inferenceValues(placed, short, tensors);
  return arrays.map(({ word, shape, values }) => ({
    entry: { name: `${name}/${word}`, shape, dtype: "float32" },
    values: () => values(weight),
  }));
}

/** A generator as Keras's layers tell it: their description, and their arrays in the model's order. */
export function layersModel({ network, tensors }: Weighted): {
  readonly topology: object;
  readonly arrays: readonly ModelArray[];
} {
  const layers = reaching(placedLayers(network));
  return {
    topology: topologyOf(network, layers),
    arrays: layers.flatMap((layer) => arraysOf(layer, tensors)),
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

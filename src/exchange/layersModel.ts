import { join } from "node:path";
import { writeJson, writePieces } from "../files.js";
import { describe, type Stage } from "../nets/describe.js";
import { weightName } from "../nets/initialise.js";
import type { Layer, Network } from "../nets/layer.js";
import type { Weighted } from "../runs/trainedGenerator.js";
import { bilinearMatrix } from "./bilinearLayers.js";
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

/** The network as Keras's Sequential model. */
function topologyOf(network: Network): object {
  const layers = network.layers.flatMap((layer, index) =>
    kerasLayers(layer).map(({ class_name, config }, part) => ({
      class_name,
      config: { name: layerName(index, layer, part), trainable: true, ...config },
    })),
  );
  const [first, ...others] = layers;
  const input = { batch_input_shape: [null, ...network.input], dtype: "float32" };
  const started = first ? [{ ...first, config: { ...first.config, ...input } }, ...others] : [];
  return {
    class_name: "Sequential",
    config: { name: network.name, layers: started },
    keras_version: "tfjs-layers 4.22.0",
    backend: "tensor_flow.js",
  };
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

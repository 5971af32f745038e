import { join } from "node:path";
import { dispose } from "@tensorflow/tfjs-core";
import {
  dataTypes,
  encodeSavedModel,
  type GraphNode,
  putShape,
  TEXT,
} from "../engine/compiled/graphNode.js";
import { GraphSession } from "../engine/compiled/graphSession.js";
import { type Message, putBytes, putInteger, putMessage } from "../engine/compiled/protobuf.js";
import { formsOf, placeholder } from "../engine/compiled/stateNodes.js";
import { ensureFolder, writeFile } from "../files.js";
import { outputOf } from "../nets/describe.js";
import { foldSpectralNorms } from "../nets/foldNorms.js";
import type { Weighted } from "../runs/trainedGenerator.js";
import { graphPorts, inferenceGraph } from "./inferenceGraph.js";
import { assign, saver, saverNodes, texts, variableNodes } from "./saverNodes.js";

function putTensorInfo(map: Message, name: string, shape: readonly number[]): void {
  putBytes(map, 1, name);
  putMessage(map, 2, (info) => {
    putBytes(info, 1, `${name}:0`);
    putInteger(info, 2, dataTypes.float32);
    putShape(info, 3, [-1, ...shape]);
  });
}

/** `serving_default`: latents to pictures; and the saver. */
function putParts(metaGraph: Message, { network }: Weighted): void {
  putMessage(metaGraph, 3, (saverDef) => {
    putBytes(saverDef, 1, `${saver.file}:0`);
    putBytes(saverDef, 2, `${saver.saved}:0`);
    putBytes(saverDef, 3, saver.restored);
    putInteger(saverDef, 7, 2); // checkpoints of the second format
  });
  putMessage(metaGraph, 5, (entry) => {
    putBytes(entry, 1, "serving_default");
    putMessage(entry, 2, (signature) => {
      putMessage(signature, 1, (map) => putTensorInfo(map, graphPorts.latents, network.input));
      putMessage(signature, 2, (map) => putTensorInfo(map, graphPorts.pictures, outputOf(network)));
      putBytes(signature, 3, "tensorflow/serving/predict");
    });
  });
}

/** The graph with a file's name in place of the saver's placeholder for one. */
function savingTo(file: string, nodes: readonly GraphNode[]): readonly GraphNode[] {
  const path = `${saver.file}/path`;
  const attributes = { T: { kind: "type", value: TEXT } } as const;
  const scalar: GraphNode = { name: saver.file, op: "Squeeze", inputs: [path], attributes };
  return [texts(path, [file]), ...nodes.map((node) => (node.name === saver.file ? scalar : node))];
}

/** Lets TensorFlow itself write `variables/`: the graph's own saver, fed with the arrays. */
function writeVariables(folder: string, nodes: readonly GraphNode[], generator: Weighted) {
  const { tensors } = generator;
  const forms = formsOf("arrays", tensors);
  const fed = (name: string) => `${name}/fed`;
  const feeding = Object.entries(forms).flatMap(([name, form]) => [
    placeholder(fed(name), form),
    assign(`${name}/assigned`, name, fed(name)),
  ]);
  const file = join(ensureFolder(join(folder, "variables")), "variables");
  const session = new GraphSession([...savingTo(file, nodes), ...feeding]);
  try {
    const feeds = Object.entries(tensors).map(([name, tensor]) => [fed(name), tensor]);
    const targets = Object.keys(forms).map((name) => `${name}/assigned`);
    session.run({ feeds: Object.fromEntries(feeds), targets });
    session.run({ targets: [saver.saved] });
  } finally {
    session.dispose();
  }
}

/**
 * Writes a generator as TensorFlow's SavedModel: `saved_model.pb` with the signature
 * `serving_default` (latents to pictures, any batch) and `variables/`, for `tf.saved_model.load`,
 * TensorFlow Serving and tfjs-node.
 */
export async function writeSavedModel(
  folder: string,
  { network, tensors }: Weighted,
): Promise<void> {
  const plain = foldSpectralNorms(network, tensors);
  try {
    await writePlain(folder, plain);
  } finally {
    dispose(plain.tensors);
  }
}

async function writePlain(folder: string, generator: Weighted): Promise<void> {
  const forms = formsOf("arrays", generator.tensors);
  const nodes = [
    ...variableNodes(forms),
    ...inferenceGraph(generator.network),
    ...saverNodes(Object.keys(forms)),
  ];
  writeVariables(folder, nodes, generator);
  const model = encodeSavedModel(nodes, (metaGraph) => putParts(metaGraph, generator));
  await writeFile(join(folder, "saved_model.pb"), model);
}

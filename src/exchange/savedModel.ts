import { join } from "node:path";
import { scalar } from "@tensorflow/tfjs-core";
import {
  dataTypes,
  encodeSavedModel,
  type GraphNode,
  putShape,
} from "../engine/compiled/graphNode.js";
import { GraphSession } from "../engine/compiled/graphSession.js";
import { type Message, putBytes, putInteger, putMessage } from "../engine/compiled/protobuf.js";
import { formsOf, placeholder } from "../engine/compiled/stateNodes.js";
import { nativeBackend } from "../engine/nativeBackend.js";
import type { Tensors } from "../engine/step.js";
import { ensureFolder, writeFile } from "../files.js";
import { outputOf } from "../nets/describe.js";
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

/** Runs a graph for what it does, not for what it gives. */
function fetch(session: GraphSession, feeds: Tensors, name: string): void {
  for (const { id } of session.run(feeds, [name])) nativeBackend().binding.deleteTensor(id);
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
  const all = "arrays/assigned";
  const done: GraphNode = {
    ...texts(all, []),
    inputs: Object.keys(forms).map((name) => `^${name}/assigned`),
  };
  const session = new GraphSession([...nodes, ...feeding, done]);
  const file = scalar(join(ensureFolder(join(folder, "variables")), "variables"), "string");
  try {
    const feeds = Object.entries(tensors).map(([name, tensor]) => [fed(name), tensor]);
    fetch(session, Object.fromEntries(feeds), all);
    fetch(session, { [saver.file]: file }, saver.saved);
  } finally {
    file.dispose();
    session.dispose();
  }
}

/**
 * Writes a generator as TensorFlow's SavedModel: `saved_model.pb` with the signature
 * `serving_default` (latents to pictures, any batch) and `variables/`, for `tf.saved_model.load`,
 * TensorFlow Serving and tfjs-node.
 */
export async function writeSavedModel(folder: string, generator: Weighted): Promise<void> {
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

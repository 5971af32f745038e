import { join } from "node:path";
import { scalar } from "@tensorflow/tfjs-core";
import {
  dataTypes,
  encodeSavedModel,
  type GraphNode,
  putShape,
  TEXT,
} from "../engine/compiled/graphNode.js";
import { GraphSession } from "../engine/compiled/graphSession.js";
import { type Message, putBytes, putInteger, putMessage } from "../engine/compiled/protobuf.js";
import { type Forms, formsOf, placeholder, typeAttribute } from "../engine/compiled/stateNodes.js";
import { nativeBackend } from "../engine/nativeBackend.js";
import type { Tensors } from "../engine/step.js";
import { ensureFolder, writeFile } from "../files.js";
import { outputOf } from "../nets/describe.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { graphPorts, inferenceGraph, readName } from "./inferenceGraph.js";

/** Nodes by which a graph saves its variables and reads them again (saver.proto). */
const saver = { file: "save/file", saved: "save/saved", restored: "save/restored" } as const;

const assign = (name: string, variable: string, value: string): GraphNode => ({
  name,
  op: "AssignVariableOp",
  inputs: [variable, value],
  attributes: { dtype: typeAttribute("float32") },
});

/** The variables, named as the lab's arrays are, and how each is read. */
function variableNodes(forms: Forms): readonly GraphNode[] {
  return Object.entries(forms).flatMap(([name, { shape, dtype }]) => {
    const type = typeAttribute(dtype);
    const attributes = {
      dtype: type,
      shape: { kind: "shape", value: shape },
      shared_name: { kind: "string", value: name },
      container: { kind: "string", value: "" },
    } as const;
    return [
      { name, op: "VarHandleOp", inputs: [], attributes },
      { name: readName(name), op: "ReadVariableOp", inputs: [name], attributes: { dtype: type } },
    ];
  });
}

const texts = (name: string, value: readonly string[]): GraphNode => ({
  name,
  op: "Const",
  inputs: [],
  attributes: { dtype: { kind: "type", value: TEXT }, value: { kind: "texts", value } },
});

/** Saving and restoring, as TensorFlow's own checkpoints do it (SaveV2 and RestoreV2). */
function saverNodes(names: readonly string[]): readonly GraphNode[] {
  const dtypes = { kind: "types", value: names.map(() => dataTypes.float32) } as const;
  const text = { kind: "type", value: TEXT } as const;
  const what = [saver.file, "save/names", "save/slices"];
  const assigned = names.map((name) => `${name}/restored`);
  return [
    {
      name: saver.file,
      op: "Placeholder",
      inputs: [],
      attributes: { dtype: text, shape: { kind: "shape", value: [] } },
    },
    texts("save/names", names),
    texts("save/slices", names.map(() => "")),
    { name: "save/save", op: "SaveV2", inputs: [...what, ...names.map(readName)], attributes: { dtypes } },
    { name: saver.saved, op: "Identity", inputs: [saver.file, "^save/save"], attributes: { T: text } },
    { name: "save/read", op: "RestoreV2", inputs: what, attributes: { dtypes } },
    ...names.map((name, index) =>
      assign(`${name}/restored`, name, index === 0 ? "save/read" : `save/read:${index}`),
    ),
    { name: saver.restored, op: "NoOp", inputs: assigned.map((name) => `^${name}`), attributes: {} },
  ];
}

function putTensorInfo(map: Message, name: string, shape: readonly number[]): void {
  putBytes(map, 1, name);
  putMessage(map, 2, (info) => {
    putBytes(info, 1, `${name}:0`);
    putInteger(info, 2, dataTypes.float32);
    putShape(info, 3, [-1, ...shape]);
  });
}

/** `serving_default`: latents to pictures; and the saver. */
function putParts(metaGraph: Message, { network }: TrainedGenerator): void {
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
function writeVariables(folder: string, nodes: readonly GraphNode[], generator: TrainedGenerator) {
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
export async function writeSavedModel(folder: string, generator: TrainedGenerator): Promise<void> {
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

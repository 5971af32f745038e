import { dataTypes, type GraphNode, TEXT } from "../engine/compiled/graphNode.js";
import { type Forms, typeAttribute } from "../engine/compiled/stateNodes.js";
import { readName } from "./inferenceGraph.js";

/** Nodes by which a graph saves its variables and reads them again (saver.proto). */
export const saver = { file: "save/file", saved: "save/saved", restored: "save/restored" } as const;

/** A node that gives a variable a value. */
export const assign = (name: string, variable: string, value: string): GraphNode => ({
  name,
  op: "AssignVariableOp",
  inputs: [variable, value],
  attributes: { dtype: typeAttribute("float32") },
});

/** The variables, named as the lab's arrays are, and how each is read. */
export function variableNodes(forms: Forms): readonly GraphNode[] {
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

/** A constant vector of texts. */
export const texts = (name: string, value: readonly string[]): GraphNode => ({
  name,
  op: "Const",
  inputs: [],
  attributes: { dtype: { kind: "type", value: TEXT }, value: { kind: "texts", value } },
});

/** Saving and restoring, as TensorFlow's own checkpoints do it (SaveV2 and RestoreV2). */
export function saverNodes(names: readonly string[]): readonly GraphNode[] {
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
    texts(
      "save/slices",
      names.map(() => ""),
    ),
    {
      name: "save/save",
      op: "SaveV2",
      inputs: [...what, ...names.map(readName)],
      attributes: { dtypes },
    },
    {
      name: saver.saved,
      op: "Identity",
      inputs: [saver.file, "^save/save"],
      attributes: { T: text },
    },
    { name: "save/read", op: "RestoreV2", inputs: what, attributes: { dtypes } },
    ...names.map((name, index) =>
      assign(`${name}/restored`, name, index === 0 ? "save/read" : `save/read:${index}`),
    ),
    {
      name: saver.restored,
      op: "NoOp",
      inputs: assigned.map((name) => `^${name}`),
      attributes: {},
    },
  ];
}

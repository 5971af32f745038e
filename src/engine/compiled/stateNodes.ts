import type { Tensor } from "@tensorflow/tfjs-core";
import { ConfigError, expected } from "../../errors.js";
import type { Tensors } from "../step.js";
import { type AttributeValue, type DataType, dataTypes, type GraphNode } from "./graphNode.js";

/** Shape and data type of a tensor that a graph holds or is fed. */
export interface Form {
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** Forms by name. */
export type Forms = Readonly<Record<string, Form>>;

/** The form of a tensor. @throws ConfigError for a data type that graphs here do not carry. */
export function formOf(where: string, { shape, dtype }: Tensor): Form {
  if (!(dtype in dataTypes)) {
    throw new ConfigError(expected(where, "float32, int32 or bool", dtype));
  }
  return { shape: [...shape], dtype: dtype as DataType };
}

/** Forms of named tensors. */
export function formsOf(where: string, tensors: Tensors): Forms {
  const entries = Object.entries(tensors);
  return Object.fromEntries(
    entries.map(([name, tensor]) => [name, formOf(`${where} ${name}`, tensor)]),
  );
}

/** The attribute `dtype` or another of kind "type". */
export const typeAttribute = (dtype: DataType): AttributeValue => ({
  kind: "type",
  value: dataTypes[dtype],
});

/** A node that is fed. */
export function placeholder(name: string, { shape, dtype }: Form): GraphNode {
  const attributes = {
    dtype: typeAttribute(dtype),
    shape: { kind: "shape", value: shape },
  } as const;
  return { name, op: "Placeholder", inputs: [], attributes };
}

/** Names of the nodes that belong to the entry at `index` of a state. */
export const entryNodes = (index: number) => ({
  handle: `state/${index}`,
  scratch: `state/${index}/scratch`,
  fed: `state/${index}/fed`,
  /** Running this node gives the entry the value that is fed. */
  set: `state/${index}/set`,
  read: `state/${index}/read`,
});

function handle(name: string, sharedName: string, { shape, dtype }: Form): GraphNode {
  const attributes = {
    dtype: typeAttribute(dtype),
    shape: { kind: "shape", value: shape },
    shared_name: { kind: "string", value: sharedName },
    container: { kind: "string", value: "" },
  } as const;
  return { name, op: "VarHandleOp", inputs: [], attributes };
}

function assignment(name: string, handleNode: string, value: string, { dtype }: Form): GraphNode {
  const attributes = { dtype: typeAttribute(dtype) };
  return { name, op: "AssignVariableOp", inputs: [handleNode, value], attributes };
}

/** A variable for one operation's own use, of the form of the entry at `index`: zeros at first. */
function scratchNodes(index: number, form: Form): GraphNode[] {
  const { scratch, handle: like, fed } = entryNodes(index);
  const zeros = `${scratch}/zeros`;
  const attributes = { T: typeAttribute(form.dtype) };
  return [
    handle(scratch, `${like} scratch`, form),
    { name: zeros, op: "ZerosLike", inputs: [fed], attributes },
    assignment(`${scratch}/assigned`, scratch, zeros, form),
  ];
}

/** The nodes of one entry of the state. */
function variableNodes(name: string, form: Form, index: number, withScratch: boolean): GraphNode[] {
  const nodes = entryNodes(index);
  const dtype = typeAttribute(form.dtype);
  const variable = [
    handle(nodes.handle, name, form),
    placeholder(nodes.fed, form),
    assignment(`${nodes.handle}/assigned`, nodes.handle, nodes.fed, form),
    ...(withScratch ? scratchNodes(index, form) : []),
  ];
  const assigned = variable.filter(({ op }) => op === "AssignVariableOp");
  const inputs = assigned.map((node) => `^${node.name}`);
  return [
    ...variable,
    { name: nodes.read, op: "ReadVariableOp", inputs: [nodes.handle], attributes: { dtype } },
    { name: nodes.set, op: "NoOp", inputs, attributes: {} },
  ];
}

/**
 * The graph's variables: for each entry of the state a handle, a reading, and a way to set it from
 * a fed value.
 * @param scratch indices of the entries with a scratch variable beside them.
 */
export function stateNodes(state: Forms, scratch: ReadonlySet<number> = new Set()): GraphNode[] {
  return Object.entries(state).flatMap(([name, form], index) =>
    variableNodes(name, form, index, scratch.has(index)),
  );
}

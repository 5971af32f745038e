import { type Message, putBytes, putFloat, putInteger, putMessage } from "./protobuf.js";

/** TensorFlow's numbers of the data types that steps use (types.proto). */
export const dataTypes = { float32: 1, int32: 3, bool: 10 } as const;

/** A data type that can be part of a step. */
export type DataType = keyof typeof dataTypes;

/** The value of a node's attribute (attr_value.proto). */
export type AttributeValue =
  | { readonly kind: "type" | "integer" | "float"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "shape"; readonly value: readonly number[] }
  | { readonly kind: "integers"; readonly value: readonly number[] }
  | {
      readonly kind: "tensor";
      readonly dtype: DataType;
      readonly shape: readonly number[];
      readonly bytes: Uint8Array;
    };

/** One operation of a graph (node_def.proto). */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** `node`, `node:1`, or `^node` for "after it". */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** The stack frame of the TypeScript that asked for it. */
  readonly frame?: string;
}

function putShape(message: Message, field: number, shape: readonly number[]): void {
  putMessage(message, field, (shapeMessage) => {
    for (const size of shape) putMessage(shapeMessage, 2, (dim) => putInteger(dim, 1, size));
  });
}

function putValue(message: Message, attribute: AttributeValue): void {
  switch (attribute.kind) {
    case "string":
      return putBytes(message, 2, attribute.value);
    case "integer":
      return putInteger(message, 3, attribute.value);
    case "float":
      return putFloat(message, 4, attribute.value);
    case "boolean":
      return putInteger(message, 5, Number(attribute.value));
    case "type":
      return putInteger(message, 6, attribute.value);
    case "shape":
      return putShape(message, 7, attribute.value);
    case "integers":
      return putMessage(message, 1, (list) => {
        for (const value of attribute.value) putInteger(list, 3, value);
      });
    case "tensor":
      return putMessage(message, 8, (tensor) => {
        putInteger(tensor, 1, dataTypes[attribute.dtype]);
        putShape(tensor, 2, attribute.shape);
        putBytes(tensor, 4, attribute.bytes);
      });
  }
}

function putNode(graph: Message, { name, op, inputs, attributes }: GraphNode): void {
  putMessage(graph, 1, (node) => {
    putBytes(node, 1, name);
    putBytes(node, 2, op);
    for (const input of inputs) putBytes(node, 3, input);
    for (const [key, attribute] of Object.entries(attributes)) {
      putMessage(node, 5, (entry) => {
        putBytes(entry, 1, key);
        putMessage(entry, 2, (value) => putValue(value, attribute));
      });
    }
  });
}

/** Lowest version of graphs that has everything used here; TensorFlow 2.9 and later read it. */
const PRODUCER = 1000;

/** The tag under which a graph is saved and loaded. */
export const graphTag = "serve";

/** A SavedModel (saved_model.proto) of one graph without functions. */
export function encodeSavedModel(nodes: readonly GraphNode[]): Uint8Array {
  const model: Message = [];
  putInteger(model, 1, 1);
  putMessage(model, 2, (metaGraph) => {
    putMessage(metaGraph, 1, (info) => putBytes(info, 4, graphTag));
    putMessage(metaGraph, 2, (graph) => {
      for (const node of nodes) putNode(graph, node);
      putMessage(graph, 4, (versions) => putInteger(versions, 1, PRODUCER));
    });
  });
  return Buffer.concat(model);
}

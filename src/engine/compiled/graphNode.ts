import { type Message, putBytes, putFloat, putInteger, putMessage } from "./protobuf.js";

/** TensorFlow's numbers of the data types that steps use (types.proto). */
export const dataTypes = { float32: 1, int32: 3, bool: 10 } as const;

/** A data type that can be part of a step. */
export type DataType = keyof typeof dataTypes;

/** A constant's content: little-endian, row by row. */
export interface TensorValue {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** The value of a node's attribute (attr_value.proto). */
export type AttributeValue =
  | { readonly kind: "type"; readonly value: number }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "shape"; readonly value: readonly number[] }
  | { readonly kind: "integers"; readonly value: readonly number[] }
  | { readonly kind: "types"; readonly value: readonly number[] }
  | { readonly kind: "texts"; readonly value: readonly string[] }
  | { readonly kind: "tensor"; readonly value: TensorValue };

type ValueOf<K extends AttributeValue["kind"]> = Extract<AttributeValue, { kind: K }>["value"];

/** TensorFlow's number of texts, which no step has but a saved model's file names. */
export const TEXT = 7;

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

/** A shape (tensor_shape.proto); -1 is a size that is not known. */
export function putShape(message: Message, field: number, shape: readonly number[]): void {
  putMessage(message, field, (shapeMessage) => {
    for (const size of shape) putMessage(shapeMessage, 2, (dim) => putInteger(dim, 1, size));
  });
}

function putTensor(message: Message, { dtype, shape, bytes }: TensorValue): void {
  putInteger(message, 1, dataTypes[dtype]);
  putShape(message, 2, shape);
  putBytes(message, 4, bytes);
}

/** A vector of texts. */
function putTexts(message: Message, texts: readonly string[]): void {
  putInteger(message, 1, TEXT);
  putShape(message, 2, [texts.length]);
  for (const text of texts) putBytes(message, 8, text);
}

/** How each kind of value is written. */
const putters: { [K in AttributeValue["kind"]]: (to: Message, value: ValueOf<K>) => void } = {
  string: (to, value) => putBytes(to, 2, value),
  integer: (to, value) => putInteger(to, 3, value),
  float: (to, value) => putFloat(to, 4, value),
  boolean: (to, value) => putInteger(to, 5, Number(value)),
  type: (to, value) => putInteger(to, 6, value),
  shape: (to, value) => putShape(to, 7, value),
  integers: (to, value) =>
    putMessage(to, 1, (list) => {
      for (const each of value) putInteger(list, 3, each);
    }),
  types: (to, value) =>
    putMessage(to, 1, (list) => {
      for (const each of value) putInteger(list, 6, each);
    }),
  texts: (to, value) => putMessage(to, 8, (tensor) => putTexts(tensor, value)),
  tensor: (to, value) => putMessage(to, 8, (tensor) => putTensor(tensor, value)),
};

function putValue<K extends AttributeValue["kind"]>(
  message: Message,
  { kind, value }: { readonly kind: K; readonly value: ValueOf<K> },
): void {
  putters[kind](message, value);
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

function putGraph(graph: Message, nodes: readonly GraphNode[]): void {
  for (const node of nodes) putNode(graph, node);
  putMessage(graph, 4, (versions) => putInteger(versions, 1, PRODUCER));
}

/** A graph (graph.proto) without functions. */
export function encodeGraph(nodes: readonly GraphNode[]): Uint8Array {
  const graph: Message = [];
  putGraph(graph, nodes);
  return Buffer.concat(graph);
}

/** The tag under which a graph is saved and loaded. */
export const graphTag = "serve";

/**
 * A SavedModel (saved_model.proto) of one graph without functions.
 * @param more writes further fields of the MetaGraphDef (meta_graph.proto).
 */
export function encodeSavedModel(
  nodes: readonly GraphNode[],
  more: (metaGraph: Message) => void = () => {},
): Uint8Array {
  const model: Message = [];
  putInteger(model, 1, 1);
  putMessage(model, 2, (metaGraph) => {
    putMessage(metaGraph, 1, (info) => putBytes(info, 4, graphTag));
    putMessage(metaGraph, 2, (graph) => putGraph(graph, nodes));
    more(metaGraph);
  });
  return Buffer.concat(model);
}

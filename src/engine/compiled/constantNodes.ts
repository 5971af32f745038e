import { sizeOf } from "../../shape.js";
import { type AttributeValue, type DataType, dataTypes, type GraphNode } from "./graphNode.js";

/** Where nodes are added. */
export interface NodeSink {
  add(op: string, inputs: readonly string[], attributes: GraphNode["attributes"]): string;
}

interface Constant {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly values: ArrayBufferView;
}

/** Arrays of one value longer than this become a Fill. */
const LONGEST = 16;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** An array is one value repeated if it equals itself moved by one element. */
function allEqual(values: ArrayBufferView, width: number): boolean {
  const bytes = bytesOf(values);
  return bytes.subarray(width).equals(bytes.subarray(0, bytes.length - width));
}

function plain(sink: NodeSink, { dtype, shape, values }: Constant): string {
  const bytes = Uint8Array.from(bytesOf(values));
  const value: AttributeValue = { kind: "tensor", value: { dtype, shape, bytes } };
  return sink.add("Const", [], { dtype: { kind: "type", value: dataTypes[dtype] }, value });
}

/**
 * The nodes of a constant: its values, or for a large array of one value (the ones and zeros that
 * differentiation makes, as large as activations) a Fill, so that the graph stays small.
 */
export function constantNodes(sink: NodeSink, constant: Constant): string {
  const { dtype, shape, values } = constant;
  const width = dtype === "bool" ? 1 : 4;
  if (sizeOf(shape) <= LONGEST || !allEqual(values, width)) return plain(sink, constant);
  const dims = Int32Array.from(shape);
  const one = (values as Float32Array).slice(0, 1);
  return sink.add(
    "Fill",
    [
      plain(sink, { dtype: "int32", shape: [shape.length], values: dims }),
      plain(sink, { dtype, shape: [], values: one }),
    ],
    {
      T: { kind: "type", value: dataTypes[dtype] },
      index_type: { kind: "type", value: dataTypes.int32 },
    },
  );
}

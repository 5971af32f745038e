import type { Tensor } from "@tensorflow/tfjs-core";
import type { NativeAttribute, NativeBackend, Output } from "../nativeBackend.js";
import { type DataType, dataTypes } from "./graphNode.js";
import { type Form, knownForms } from "./knownForms.js";

/** What is known of an operation's input: its shape, and its values where JavaScript made them. */
export interface Operand {
  readonly tensor: Tensor;
  readonly values?: ArrayBufferView;
}

/** An operation to be recorded. */
export interface Operation {
  readonly op: string;
  readonly attributes: readonly NativeAttribute[];
  readonly inputs: readonly Operand[];
  readonly outputs: number;
}

const typeOf = (tensor: Tensor) => dataTypes[tensor.dtype as DataType];

/**
 * Learns the forms of what operations give: by rule, or by running the operation alone on zeros,
 * each kind once. What takes much time or memory has a rule.
 */
export class ShapeProbe {
  private readonly found = new Map<string, readonly Form[]>();

  constructor(private readonly backend: NativeBackend) {}

  /** Shapes and types of an operation's outputs. */
  outputsOf(operation: Operation): readonly Form[] {
    const quick = knownForms(operation);
    if (quick) return quick;
    const inputs = operation.inputs.map(({ tensor, values }) =>
      values instanceof Int32Array ? [...values] : [tensor.shape, tensor.dtype],
    );
    const key = JSON.stringify([operation.op, operation.attributes, operation.outputs, inputs]);
    const forms = this.found.get(key) ?? this.probe(operation);
    this.found.set(key, forms);
    return forms;
  }

  /** The forms by running the operation. */
  protected probe({ op, attributes, inputs, outputs }: Operation): Form[] {
    const { binding } = this.backend;
    const ids = inputs.map((input) => this.standIn(input));
    try {
      const made = binding.executeOp(op, attributes, ids, outputs);
      for (const { id } of made) binding.deleteTensor(id);
      return made.map(({ shape, dtype }) => ({ shape, dtype }));
    } finally {
      for (const id of ids) binding.deleteTensor(id);
    }
  }

  /** The tensor itself if JavaScript made it, else zeros of its shape. */
  private standIn({ tensor, values }: Operand): number {
    const { binding } = this.backend;
    const dtype = typeOf(tensor);
    if (values) return binding.createTensor(tensor.shape, dtype, values);
    const shape = Int32Array.from(tensor.shape);
    const zero = {
      float32: new Float32Array(1),
      int32: new Int32Array(1),
      bool: new Uint8Array(1),
    };
    const dims = binding.createTensor([shape.length], dataTypes.int32, shape);
    const value = binding.createTensor([], dtype, zero[tensor.dtype as DataType]);
    const type = binding.TF_ATTR_TYPE;
    const types = [
      { name: "T", type, value: dtype },
      { name: "index_type", type, value: dataTypes.int32 },
    ];
    const [filled] = binding.executeOp("Fill", types, [dims, value], 1);
    for (const id of [dims, value]) binding.deleteTensor(id);
    return (filled as Output).id;
  }
}

import {
  backend,
  type DataId,
  type DataType,
  getBackend,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { ConfigError, expected } from "../errors.js";

/** An output as the addon gives it: its number there, shape and TensorFlow type. */
export interface Output {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** An attribute as tfjs-node's kernels give it; `type` is one of the addon's `TF_ATTR_*`. */
export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** The addon over TensorFlow's C API. */
export interface Binding {
  executeOp(
    op: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): Output[];
  createTensor(shape: readonly number[], dtype: number, values: ArrayBufferView): number;
  deleteTensor(id: number): void;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
}

/** The parts of tfjs-node's backend through which every operation, constant and reading goes. */
export interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: Binding;
  readonly tensorMap: { get(id: DataId): { readonly values: ArrayBufferView | null } };
  executeSingleOutput(op: string, attributes: NativeAttribute[], inputs: Tensor[]): Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: NativeAttribute[],
    inputs: Tensor[],
    outputs: number,
  ): Tensor[];
  createOutputTensor(output: Output): Tensor;
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  write(values: ArrayBufferView, shape: number[], dtype: DataType): DataId;
  read(id: DataId): Promise<ArrayBufferView>;
  readSync(id: DataId): ArrayBufferView;
}

/** Whether the native engine runs, not the plain one. */
export const isNative = (): boolean => getBackend() === "tensorflow";

/** tfjs-node's backend. @throws ConfigError on any other engine. */
export function nativeBackend(): NativeBackend {
  if (!isNative()) {
    throw new ConfigError(expected("compiled steps", "the native engine", getBackend()));
  }
  return backend() as object as NativeBackend;
}

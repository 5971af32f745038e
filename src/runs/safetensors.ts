import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { writePieces } from "../files.js";

interface Entry {
  readonly dtype: "F32" | "I32";
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const bytesOf = (tensor: Tensor) => tensor.size * 4;

function headerOf(entries: readonly (readonly [string, Tensor])[]): Uint8Array {
  const header: Record<string, Entry> = {};
  let offset = 0;
  for (const [name, tensor] of entries) {
    const end = offset + bytesOf(tensor);
    const dtype = tensor.dtype === "int32" ? "I32" : "F32";
    header[name] = { dtype, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = JSON.stringify(header);
  return Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
}

function* piecesOf(entries: readonly (readonly [string, Tensor])[]): Iterable<Uint8Array> {
  const header = headerOf(entries);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  yield length;
  yield header;
  for (const [, tensor] of entries) {
    const values = tensor.dataSync();
    yield new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
}

/**
 * Writes tensors as one safetensors file (huggingface/safetensors, format of 2022): readable from
 * Python, one array at a time in memory.
 * @returns the file's sha256, hex.
 */
export async function writeSafetensors(path: string, tensors: Tensors): Promise<string> {
  return writePieces(path, piecesOf(Object.entries(tensors)));
}

import { closeSync, openSync, readSync } from "node:fs";
import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import { numberBytes, readSafetensorsHeader, type StoredForm } from "./safetensorsHeader.js";

/** Most bytes of one reading: a single call gives at most 2 GiB. */
const PIECE = 2 ** 28;

function readBytes(path: string, { begin, bytes }: StoredForm): Uint8Array {
  const content = new Uint8Array(bytes);
  const file = openSync(path, "r");
  try {
    for (let done = 0; done < bytes; ) {
      const read = readSync(file, content, done, Math.min(PIECE, bytes - done), begin + done);
      if (read === 0) throw new ConfigError(expected(path, `${begin + bytes} bytes`, begin + done));
      done += read;
    }
  } finally {
    closeSync(file);
  }
  return content;
}

/** A half-precision number (IEEE 754 binary16). */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const readers = {
  F64: (view: DataView, at: number) => view.getFloat64(at, true),
  F32: (view: DataView, at: number) => view.getFloat32(at, true),
  F16: (view: DataView, at: number) => halfToNumber(view.getUint16(at, true)),
  BF16: (view: DataView, at: number) => {
    const wide = new DataView(new ArrayBuffer(4));
    wide.setUint32(0, view.getUint16(at, true) * 2 ** 16);
    return wide.getFloat32(0);
  },
  I64: (view: DataView, at: number) => Number(view.getBigInt64(at, true)),
  I32: (view: DataView, at: number) => view.getInt32(at, true),
} as const;

function numbersOf({ dtype }: StoredForm, bytes: Uint8Array): Float32Array | Int32Array {
  if (dtype === "F32") return new Float32Array(bytes.buffer);
  if (dtype === "I32") return new Int32Array(bytes.buffer);
  const view = new DataView(bytes.buffer);
  const width = numberBytes[dtype];
  const read = readers[dtype];
  return Float32Array.from({ length: bytes.length / width }, (_, at) => read(view, at * width));
}

/** Reads one array of a file whose header was read: int32 stays so, all else becomes float32. */
export function readStored(path: string, form: StoredForm): Tensor {
  const values = numbersOf(form, readBytes(path, form));
  return tensor(values, [...form.shape], form.dtype === "I32" ? "int32" : "float32");
}

/**
 * Reads the arrays of a safetensors file that `wanted` picks by name, all by default, one at a
 * time. The caller owns the tensors.
 * @throws ConfigError that names the file and what is wrong with it, before anything is read.
 */
export function readSafetensors(
  path: string,
  wanted: (name: string) => boolean = () => true,
): Tensors {
  const { arrays } = readSafetensorsHeader(path);
  const picked = [...arrays].filter(([name]) => wanted(name));
  return Object.fromEntries(picked.map(([name, form]) => [name, readStored(path, form)]));
}

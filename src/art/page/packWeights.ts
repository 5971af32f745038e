import type { ModelArray } from "../../exchange/layersModel.js";
import { sizeOf } from "../../shape.js";

/** Bits of a number in a page. */
export type Bits = 8 | 16;

/** An array as TensorFlow.js's list of weights names it. */
export interface PackedEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: {
    readonly dtype: "uint8" | "uint16";
    readonly scale: number;
    readonly min: number;
  };
}

/** Norms and biases stay float32: they weigh little and matter much. */
const staysWhole = ({ shape }: { readonly shape: readonly number[] }) => shape.length < 2;

/** Bytes that packed arrays take. */
export function packedBytes(arrays: readonly ModelArray[], bits: Bits): number {
  return arrays.reduce((sum, { entry }) => {
    return sum + (staysWhole(entry) ? 4 : bits / 8) * sizeOf(entry.shape);
  }, 0);
}

/** The smallest and the largest of some numbers. */
function extent(values: Float32Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** One array in whole steps between its smallest and its largest number: at most half a step off. */
function packed({ entry, values }: ModelArray, bits: Bits): [PackedEntry, Uint8Array] {
  const numbers = values();
  if (staysWhole(entry))
    return [entry, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)];
  const [min, max] = extent(numbers);
  const scale = (max - min) / (2 ** bits - 1) || 1;
  const steps = new (bits === 8 ? Uint8Array : Uint16Array)(numbers.length);
  for (const [at, value] of numbers.entries()) steps[at] = Math.round((value - min) / scale);
  const quantization = { dtype: `uint${bits}`, scale, min } as const;
  return [{ ...entry, quantization }, new Uint8Array(steps.buffer)];
}

/** Arrays as TensorFlow.js reads them, kernels in 8 or 16 bits a number. */
export function packWeights(
  arrays: readonly ModelArray[],
  bits: Bits,
): { readonly specs: readonly PackedEntry[]; readonly data: Uint8Array } {
  const all = arrays.map((array) => packed(array, bits));
  return { specs: all.map(([entry]) => entry), data: Buffer.concat(all.map(([, data]) => data)) };
}

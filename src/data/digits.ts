import type { DataSet, Origin } from "./dataSet.js";
import { loader } from "./loader.js";
import { loadSizeOf, type Picture } from "./picture.js";
import { resizeToSquare } from "./resizeBilinear.js";

/** Side of a digit in px. */
export const digitPx = 28;

/** What a set of digits is made from. */
export interface Digits {
  readonly name: string;
  readonly origin: Origin;
  readonly description: string;
  readonly manifestHash: string;
  readonly labels: Uint8Array;
  /** Bytes `[28, 28]` of one digit, white on black. */
  readonly pixels: (index: number) => Uint8Array;
}

const digitNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** A data set of 28 px grey digits; larger sizes are enlarged as TensorFlow 1 did. */
export function digitSet(digits: Digits): DataSet {
  const { name, origin, description, manifestHash, labels, pixels } = digits;
  const count = labels.length;
  const digitAt = (index: number): Picture => ({
    data: pixels(index),
    width: digitPx,
    height: digitPx,
    channels: 1,
  });
  return {
    name,
    origin,
    description,
    manifestHash,
    count,
    labels: digitNames,
    labelOf: (index) => labels[index] ?? -1,
    nativeSize: digitPx,
    unreadable: [],
    manifest: [],
    enlargedAt: (sizePx) => (sizePx > digitPx ? count : 0),
    load: loader(count, (index, prepare) => resizeToSquare(digitAt(index), loadSizeOf(prepare))),
  };
}

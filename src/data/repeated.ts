import { createHash } from "node:crypto";
import type { DataSet } from "./dataSet.js";

/**
 * A data set in which the first `few` pictures come again and again until they are half of it: the
 * report's folders, where twelve pictures made up 51.5 % of the files (cause J).
 */
export function repeated(dataSet: DataSet, few = 12): DataSet {
  const { count, labelOf, load, manifestHash, attributes } = dataSet;
  const copied = Math.min(few, count);
  const copies = Math.max(0, count - 2 * copied);
  const original = (index: number) => (index < count ? index : (index - count) % copied);
  return {
    ...dataSet,
    count: count + copies,
    description: `${dataSet.description}; ${copied} of them repeated until they are half of ${(count + copies).toLocaleString("en")}`,
    labelOf: (index) => labelOf(original(index)),
    ...(attributes
      ? { attributes: { ...attributes, of: (index) => attributes.of(original(index)) } }
      : {}),
    manifestHash: createHash("sha256").update(`${manifestHash} ${copied} repeated`).digest("hex"),
    load: (index, prepare, random) => load(original(index), prepare, random),
  };
}

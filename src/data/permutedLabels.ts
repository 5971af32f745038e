import { Random } from "../engine/random.js";
import type { DataSet } from "./dataSet.js";

/**
 * The labels of a data set dealt out anew by lot, every one as often as before: what is learned from
 * them has nothing to do with the pictures.
 */
export function permutedLabels({ count, labelOf }: DataSet, seed: number): Int32Array {
  const order = new Random(seed, "permuted labels").permutation(count);
  return Int32Array.from(order, (index) => labelOf(index));
}

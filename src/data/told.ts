import { ConfigError, expected } from "../errors.js";
import { endShares, oneHot } from "../shares.js";
import type { DataSet } from "./dataSet.js";

/** What is told of each picture of a data set: shares that sum to 1. */
export interface Told {
  /** Shares of a picture. */
  readonly width: number;
  readonly of: (index: number) => Float32Array;
}

/** The class of each picture alone. @param labelOf in place of the data set's own classes. */
export function toldClasses({ labels }: DataSet, labelOf: (index: number) => number): Told {
  return { width: labels.length, of: (index) => oneHot(labelOf(index), labels.length) };
}

/** First place of a sorted list whose value is `value` or above, or above it. */
function firstAt(sorted: Float64Array, value: number, orAbove: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] as number;
    if (orAbove ? at <= value : at < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Share of some numbers below a value, equal ones counted by half: its rank, 0..1. */
export function rankAmong(sorted: Float64Array, value: number): number {
  return (firstAt(sorted, value, false) + firstAt(sorted, value, true)) / (2 * sorted.length);
}

/**
 * Levels of attributes by picture: each number's rank among the pictures learned from, so that a
 * level of 0.9 is above nine tenths of them whatever the unit, and outliers move nothing.
 * @param names attributes in the order wanted. @param learned places of the pictures learned from.
 * @returns levels `[attributes]` of a picture, 0..1.
 * @throws ConfigError for attributes that the data set does not have.
 */
export function attributeLevels(
  { name, attributes }: DataSet,
  names: readonly string[],
  learned: Uint32Array,
): (index: number) => Float32Array {
  const columns = names.map((each) => attributes?.names.indexOf(each) ?? -1);
  const missing = names.filter((_, at) => (columns[at] as number) < 0);
  if (!attributes || missing.length > 0)
    throw new ConfigError(
      expected(
        `attributes of ${name}`,
        names.join(", "),
        attributes ? `none called ${missing.join(", ")}` : "pictures without a table",
      ),
    );
  const numbers = (index: number) => attributes.of(index);
  const sorted = columns.map((column) =>
    Float64Array.from(learned, (index) => numbers(index)[column] as number).sort(),
  );
  return (index) =>
    Float32Array.from(columns, (column, at) =>
      rankAmong(sorted[at] as Float64Array, numbers(index)[column] as number),
    );
}

/** The attributes of each picture as shares of their ends. @param levels of a picture. */
export function toldAttributes(count: number, levels: (index: number) => Float32Array): Told {
  return { width: 2 * count, of: (index) => endShares(levels(index)) };
}

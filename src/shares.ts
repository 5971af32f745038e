import { expected, ShapeError } from "./errors.js";

/** A class alone: 1 for it, 0 for the others. @throws ShapeError for a label that is none of them. */
export function oneHot(label: number | undefined, classes: number): Float32Array {
  if (label === undefined || !(label >= 0 && label < classes))
    throw new ShapeError(expected("label", `below ${classes}`, label ?? "none"));
  const shares = new Float32Array(classes);
  shares[label] = 1;
  return shares;
}

/**
 * Levels of A attributes as shares of their ends, high and low in turn: [a, 1 - a] / A each, which
 * sum to 1. So attributes are told as classes are, as a mixture of 2 A of them.
 * @param levels `[A]`, 0..1.
 */
export function endShares(levels: ArrayLike<number>): Float32Array {
  return Float32Array.from({ length: 2 * levels.length }, (_, at) => {
    const level = levels[at >> 1] as number;
    return (at % 2 === 0 ? level : 1 - level) / levels.length;
  });
}

/** The levels that shares of ends tell, each pair by itself: high / (high + low). @param shares `[..., 2 A]`. */
export function levelsOf(shares: Float32Array): Float32Array {
  return Float32Array.from({ length: shares.length / 2 }, (_, at) => {
    const [high, low] = [shares[2 * at] as number, shares[2 * at + 1] as number];
    return high / (high + low);
  });
}

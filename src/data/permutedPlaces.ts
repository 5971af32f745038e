import { Random } from "../engine/random.js";

/**
 * Another picture of a data set for each, by lot, whose class or attributes it is told in place of its
 * own, every picture's once: what is learned from them has nothing to do with the pictures.
 */
export function permutedPlaces(count: number, seed: number): Uint32Array {
  return new Random(seed, "permuted labels").permutation(count);
}

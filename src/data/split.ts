import { createHash } from "node:crypto";
import { ConfigError, expected } from "../errors.js";
import type { DataSet } from "./dataSet.js";

/** Places of a data set's pictures, ascending: those to learn from, and those never shown. */
export interface Split {
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/** A number in [0, 1) that a picture's content alone decides; of a drawn one, what it is drawn from. */
function lotOf({ manifest, manifestHash }: DataSet, index: number): number {
  const sha256 =
    manifest[index]?.sha256 ??
    createHash("sha256").update(`${manifestHash} ${index}`).digest("hex");
  return Number.parseInt(sha256.slice(0, 8), 16) / 2 ** 32;
}

/**
 * Splits a data set by the hash of each picture: the same pictures are held out whatever else lies
 * in the folder, whatever the seed, and before anything is trained.
 * @param share of the pictures to hold out, 0 for none.
 */
export function splitByContent(dataSet: DataSet, share: number): Split {
  if (!(share >= 0 && share < 1))
    throw new ConfigError(expected("condition.heldOut", "a share from 0 to below 1", share));
  const places = Array.from({ length: dataSet.count }, (_, index) => index);
  if (share === 0) return { training: Uint32Array.from(places), heldOut: new Uint32Array(0) };
  const held = places.map((index) => lotOf(dataSet, index) < share);
  return {
    training: Uint32Array.from(places.filter((index) => !held[index])),
    heldOut: Uint32Array.from(places.filter((index) => held[index])),
  };
}

import { createHash } from "node:crypto";
import type { DataSet } from "./dataSet.js";

/** Some pictures of a set, in the order given; the set itself where that is all of them in its own order. */
export function subset(set: DataSet, places: readonly number[]): DataSet {
  if (places.length === set.count && places.every((place, at) => place === at)) return set;
  const placeOf = (index: number) => places[index] ?? -1; // -1 is refused by the set's own load
  const manifest = set.manifest.length > 0 ? places.map((place) => set.manifest[place]) : [];
  const { attributes, enlargedAt, load } = set;
  const short = (sizePx: number) =>
    manifest.filter((one) => one && Math.min(one.widthPx, one.heightPx) < sizePx).length;
  return {
    ...set,
    count: places.length,
    labelOf: (index) => set.labelOf(placeOf(index)),
    ...(attributes
      ? { attributes: { ...attributes, of: (index) => attributes.of(placeOf(index)) } }
      : {}),
    manifest: manifest.flatMap((one) => one ?? []),
    manifestHash: createHash("sha256").update(`${set.manifestHash} ${places.join()}`).digest("hex"),
    enlargedAt: manifest.length > 0 ? short : enlargedAt,
    load: (index, prepare, random) => load(placeOf(index), prepare, random),
  };
}

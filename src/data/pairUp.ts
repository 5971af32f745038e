import { basename, extname } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { DataSet } from "./dataSet.js";
import type { ManifestEntry } from "./manifest.js";
import { subset } from "./subset.js";

/** Two sets whose pictures of one number belong together, and what was left out. */
export interface PairedSets {
  readonly from: DataSet;
  readonly to: DataSet;
  /** Pairs of which one file cannot be read, by the other's name. */
  readonly halves: readonly string[];
  /** Pairs that are equal to an earlier one on both sides. */
  readonly duplicates: number;
}

const withoutEnding = (file: string) => file.slice(0, file.length - extname(file).length);
const bareName = (file: string) => basename(file, extname(file));

const allFiles = ({ manifest, unreadable }: DataSet) =>
  [...manifest, ...unreadable].map(({ file }) => file);

/** What partners have in common: their bare names, or their paths where a bare name comes twice. */
function keyFor(sets: readonly DataSet[]): (file: string) => string {
  const isUnique = sets.every((set) => {
    const files = allFiles(set);
    return new Set(files.map(bareName)).size === files.length;
  });
  return isUnique ? bareName : withoutEnding;
}

/** The first picture of a set that the other has no file for, readable or not. */
function alone(set: DataSet, other: DataSet, keyOf: (file: string) => string) {
  const keys = new Set(allFiles(other).map(keyOf));
  return set.manifest.find(({ file }) => !keys.has(keyOf(file)))?.file;
}

/** @throws ConfigError for a picture without a partner. */
function checkNames(from: DataSet, to: DataSet, keyOf: (file: string) => string): void {
  const [first, second] = [alone(from, to, keyOf), alone(to, from, keyOf)];
  if (first === undefined && second === undefined) return;
  if (from.count !== to.count) {
    const what = expected(
      `pairs in ${to.name}`,
      `${from.count} pictures, as in ${from.name}`,
      to.count,
    );
    throw new ConfigError(`${what}; ${first ?? second} has no partner`);
  }
  const [owner, lonely, got] =
    first === undefined ? [from, second, "none"] : [to, first, second ?? "none"];
  const what = `a partner of ${lonely} with its name`;
  throw new ConfigError(expected(`pairs in ${owner.name}`, what, got));
}

/** @throws ConfigError for partners of two shapes. */
function checkShape(to: DataSet, one: ManifestEntry, other: ManifestEntry): void {
  const [want, got] = [one, other].map(({ widthPx, heightPx }) => widthPx / heightPx);
  if (Math.abs((want as number) / (got as number) - 1) <= 0.01) return;
  const what = `the shape of its partner, ${one.widthPx} x ${one.heightPx}`;
  const size = `${other.widthPx} x ${other.heightPx}`;
  throw new ConfigError(expected(`${to.name}: ${other.file}`, what, size));
}

/**
 * Pairs the files of two sets by name, then drops pairs that come twice: a picture alone may come
 * twice (two photographs have one mask). Both sets are opened with their duplicates.
 * @param options.keepDuplicates whether pairs that come twice stay.
 * @throws ConfigError for the first picture without a partner, or of another shape than its own.
 */
export function pairUp(
  from: DataSet,
  to: DataSet,
  { keepDuplicates = false }: { readonly keepDuplicates?: boolean } = {},
): PairedSets {
  if (from.manifest.length === 0 || to.manifest.length === 0) {
    const what = `${from.count} pictures, as in ${from.name}`;
    if (from.count !== to.count)
      throw new ConfigError(expected(`pairs in ${to.name}`, what, to.count));
    return { from, to, halves: [], duplicates: 0 };
  }
  const keyOf = keyFor([from, to]);
  checkNames(from, to, keyOf);
  const placeOf = new Map(to.manifest.map(({ file }, at) => [keyOf(file), at]));
  const seen = new Set<string>();
  const pairs: (readonly [number, number])[] = [];
  const halves: string[] = [];
  let duplicates = 0;
  for (const [at, one] of from.manifest.entries()) {
    const place = placeOf.get(keyOf(one.file));
    const other = place === undefined ? undefined : to.manifest[place];
    if (place === undefined || !other) {
      halves.push(one.file);
      continue;
    }
    checkShape(to, one, other);
    const content = `${one.sha256} ${other.sha256}`;
    if (seen.has(content) && !keepDuplicates) duplicates++;
    else pairs.push([at, place]);
    seen.add(content);
  }
  const keys = new Set(from.manifest.map(({ file }) => keyOf(file)));
  halves.push(...to.manifest.flatMap(({ file }) => (keys.has(keyOf(file)) ? [] : file)));
  return {
    from: subset(
      from,
      pairs.map(([place]) => place),
    ),
    to: subset(
      to,
      pairs.map(([, place]) => place),
    ),
    halves,
    duplicates,
  };
}

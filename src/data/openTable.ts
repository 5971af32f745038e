import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename } from "node:path";
import type { Attributes, DataSet, Origin } from "./dataSet.js";
import { type IndexOptions, indexFiles } from "./folderIndex.js";
import { indexedSet } from "./indexedSet.js";
import { readTable } from "./table.js";

/** A data set that is a table of pictures. */
export interface TableSource {
  readonly name: string;
  readonly origin: Origin;
  /** Said in the description, e.g. "data/covers". */
  readonly where: string;
  /** The table, or a link to it. */
  readonly path: string;
}

/** A data set's hash, with everything that the table says of its pictures. */
function hashOf({ manifestHash, manifest }: DataSet, { names, of }: Attributes): string {
  const said = manifest.map(({ label }, index) => [label, ...of(index)]);
  return createHash("sha256")
    .update(JSON.stringify([manifestHash, names, said]))
    .digest("hex");
}

/**
 * The pictures that a table lists, with their classes and numbers. Rows without a picture that can be
 * read are listed in `unreadable` and logged.
 * @throws ConfigError as `readTable`, and when no picture can be read.
 */
export async function openTable(source: TableSource, options: IndexOptions): Promise<DataSet> {
  const { name, path } = source;
  const table = readTable(realpathSync(path));
  const ignored = { hidden: 0, notes: 0, loops: 0 };
  const index = await indexFiles(name, basename(path), { ...table, ignored }, options);
  const set = indexedSet(source, index, options);
  const { attributes: names, numbers, passedOver } = table;
  if (passedOver.length > 0) options.log(`${name}: passed over ${passedOver.join(", ")}`);
  if (names.length === 0) return set;
  options.log(`${name}: attributes ${names.join(", ")}`);
  const { pictures } = index;
  const attributes = { names, of: (at: number) => numbers.get(pictures[at]?.path ?? "") ?? [] };
  const description = `${set.description}, with ${names.join(", ")}`;
  return { ...set, description, attributes, manifestHash: hashOf(set, attributes) };
}

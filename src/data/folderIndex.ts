import { statSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { Unreadable } from "./dataSet.js";
import { type InspectOptions, inspectAll } from "./inspections.js";
import type { ManifestEntry } from "./manifest.js";
import { type Walk, walk } from "./walk.js";

/** A folder of pictures, or a part of a set that lies in several. */
export interface Root {
  readonly folder: string;
  /** What paths inside the data set begin with; `""` for a set in one folder. */
  readonly prefix: string;
}

/** A picture that can be used, and where it lies. */
export interface Indexed extends ManifestEntry {
  readonly path: string;
}

/** Everything found in the folders of a data set. */
export interface FolderIndex {
  readonly pictures: readonly Indexed[];
  readonly unreadable: readonly Unreadable[];
  readonly ignored: Walk["ignored"];
  /** Files with the very bytes of an earlier one, left out unless they are to be kept. */
  readonly duplicates: number;
}

/** How to read a folder of pictures. */
export interface IndexOptions extends InspectOptions {
  readonly keepDuplicates?: boolean;
}

const noLabel = new Set(["images", "unlabelled"]);

/** The first folder below the root, `""` if there is none; Torch's `images` is no label. */
export function labelIn(file: string): string {
  const folder = file.includes("/") ? (file.split("/")[0] as string) : "";
  return noLabel.has(folder) ? "" : folder;
}

/**
 * Looks through folders of pictures and notes what each file is.
 * @throws `ConfigError` when a folder is missing or empty or nothing in it can be read.
 */
export async function indexFolders(
  name: string,
  roots: readonly Root[],
  options: IndexOptions,
): Promise<FolderIndex> {
  const walks = roots.map((root) => ({ root, ...walkRoot(root) }));
  const found = walks.flatMap(({ root, files }) => files.map((file) => ({ root, ...file })));
  const unreadable = walks.flatMap((each) => each.unreadable);
  const inspections = await inspectAll(name, found, options);
  const pictures: Indexed[] = [];
  for (const [at, { root, path, file, bytes }] of found.entries()) {
    const seen = inspections[at] as (typeof inspections)[number];
    if ("reason" in seen) unreadable.push({ file, reason: seen.reason });
    else
      pictures.push({ path, file, label: labelIn(file.slice(root.prefix.length)), bytes, ...seen });
  }
  if (pictures.length === 0) throw nothingReadable(roots, unreadable);
  const distinct = withoutDuplicates(pictures);
  return {
    pictures: options.keepDuplicates ? pictures : distinct,
    unreadable,
    duplicates: pictures.length - distinct.length,
    ignored: {
      hidden: sum(walks.map(({ ignored }) => ignored.hidden)),
      notes: sum(walks.map(({ ignored }) => ignored.notes)),
      loops: sum(walks.map(({ ignored }) => ignored.loops)),
    },
  };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function walkRoot({ folder, prefix }: Root): Walk {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory())
    throw new ConfigError(
      expected(`data folder ${folder}`, "a folder", stats ? "a file" : "nothing there"),
    );
  return walk(resolve(folder), prefix);
}

function nothingReadable(roots: readonly Root[], unreadable: readonly Unreadable[]): ConfigError {
  const where = `data folder ${roots.map(({ folder }) => folder).join(", ")}`;
  const what = "at least one readable JPEG, PNG, WebP or GIF";
  if (unreadable.length === 0) return new ConfigError(`${where}: expected ${what}, got no files`);
  const first = unreadable.slice(0, 5).map(({ file, reason }) => `${file}: ${reason}`);
  const more = unreadable.length > 5 ? `; and ${unreadable.length - 5} more` : "";
  const got = `0 of ${unreadable.length} files readable (${first.join("; ")}${more})`;
  return new ConfigError(`${where}: expected ${what}, got ${got}`);
}

function withoutDuplicates(pictures: readonly Indexed[]): Indexed[] {
  const seen = new Set<string>();
  return pictures.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
}

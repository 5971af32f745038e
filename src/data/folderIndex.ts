import { statSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import type { Unreadable } from "./dataSet.js";
import { type InspectOptions, inspectAll } from "./inspections.js";
import type { ManifestEntry } from "./manifest.js";
import { type Found, type Walk, walk } from "./walk.js";

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

/** A file to look at, with its label. */
export interface Labelled extends Found {
  readonly label: string;
}

/** Files to look at, and what was met besides. */
interface Met extends Pick<FolderIndex, "unreadable" | "ignored"> {
  readonly files: readonly Labelled[];
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
  const files = walks.flatMap(({ root, files }) =>
    files.map((each) => ({ ...each, label: labelIn(each.file.slice(root.prefix.length)) })),
  );
  const met = {
    files,
    unreadable: walks.flatMap((each) => each.unreadable),
    ignored: {
      hidden: sum(walks.map(({ ignored }) => ignored.hidden)),
      notes: sum(walks.map(({ ignored }) => ignored.notes)),
      loops: sum(walks.map(({ ignored }) => ignored.loops)),
    },
  };
  const where = `data folder ${roots.map(({ folder }) => folder).join(", ")}`;
  return indexFiles(name, where, met, options);
}

/**
 * Notes what each file is.
 * @param where they come from, named in errors.
 * @throws `ConfigError` when nothing can be read.
 */
export async function indexFiles(
  name: string,
  where: string,
  { files, unreadable: met, ignored }: Met,
  options: IndexOptions,
): Promise<FolderIndex> {
  const unreadable = [...met];
  const inspections = await inspectAll(name, files, options);
  const pictures: Indexed[] = [];
  for (const [at, { path, file, label, bytes }] of files.entries()) {
    const seen = inspections[at] as (typeof inspections)[number];
    if ("reason" in seen) unreadable.push({ file, reason: seen.reason });
    else pictures.push({ path, file, label, bytes, ...seen });
  }
  if (pictures.length === 0) throw nothingReadable(where, unreadable);
  const distinct = withoutDuplicates(pictures);
  return {
    pictures: options.keepDuplicates ? pictures : distinct,
    unreadable,
    duplicates: pictures.length - distinct.length,
    ignored,
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

function nothingReadable(where: string, unreadable: readonly Unreadable[]): ConfigError {
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

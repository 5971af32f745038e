import type { DataSet, Origin } from "./dataSet.js";
import { decode } from "./decode.js";
import {
  type FolderIndex,
  type Indexed,
  type IndexOptions,
  indexFolders,
  type Root,
} from "./folderIndex.js";
import { loader } from "./loader.js";
import { manifestHash } from "./manifest.js";

/** A data set that is a folder, or several, of pictures. */
export interface FolderSource {
  readonly name: string;
  readonly origin: Origin;
  /** Said in the description, e.g. "$ATELIER_DATA/dogs". */
  readonly where: string;
  readonly roots: readonly Root[];
}

/**
 * Any tree of JPEG, PNG, WebP and GIF pictures. The first folder below the root is the label.
 * Files that cannot be read are listed in `unreadable` and logged, never passed over in silence.
 * @throws `ConfigError` when a folder is missing or empty or nothing in it can be read.
 */
export async function openFolder(source: FolderSource, options: IndexOptions): Promise<DataSet> {
  const index = await indexFolders(source.name, source.roots, options);
  const { pictures, unreadable } = index;
  const description = `${describe(index, options)}, from ${source.where}`;
  options.log(`${source.name}: ${description}`);
  logUnreadable(source.name, index, options.log);
  const labels = [...new Set(pictures.map(({ label }) => label))].filter(Boolean);
  const classes = Int32Array.from(pictures, ({ label }) => labels.indexOf(label));
  return {
    name: source.name,
    origin: source.origin,
    description,
    count: pictures.length,
    labels,
    labelOf: (at) => classes[at] ?? -1,
    nativeSize: nativeSizeOf(pictures),
    unreadable,
    manifest: pictures.map(({ path, ...entry }) => entry),
    manifestHash: manifestHash(pictures),
    enlargedAt: (sizePx) => pictures.filter((picture) => shortSide(picture) < sizePx).length,
    load: loader(pictures.length, (at, prepare) => {
      const { path, file } = pictures[at] as Indexed;
      return decode(path, file, prepare);
    }),
  };
}

const shortSide = ({ widthPx, heightPx }: Indexed) => Math.min(widthPx, heightPx);

function nativeSizeOf(pictures: readonly Indexed[]): number | undefined {
  const side = pictures[0]?.widthPx;
  const same = pictures.every(({ widthPx, heightPx }) => widthPx === side && heightPx === side);
  return same ? side : undefined;
}

function describe(index: FolderIndex, { keepDuplicates }: IndexOptions): string {
  const { pictures, unreadable, duplicates } = index;
  const sides = pictures.map(shortSide);
  const [low, high] = [
    sides.reduce((a, b) => Math.min(a, b)),
    sides.reduce((a, b) => Math.max(a, b)),
  ];
  const size = nativeSizeOf(pictures)
    ? `${low}x${low}`
    : `short side ${low}${low === high ? "" : `-${high}`} px`;
  const parts = [`${pictures.length.toLocaleString("en")} pictures, ${size}`];
  const labels = new Set(pictures.map(({ label }) => label));
  if (labels.size > 1) parts.push(`${labels.size} labels`);
  if (unreadable.length > 0)
    parts.push(`${unreadable.length} unreadable file${unreadable.length > 1 ? "s" : ""} left out`);
  if (duplicates > 0)
    parts.push(
      `${duplicates} duplicate${duplicates > 1 ? "s" : ""} ${keepDuplicates ? "kept" : "left out"}`,
    );
  return parts.join(", ");
}

function logUnreadable(name: string, index: FolderIndex, log: (line: string) => void): void {
  const { unreadable, ignored } = index;
  for (const { file, reason } of unreadable.slice(0, 20)) log(`${name}: ${file}: ${reason}`);
  if (unreadable.length > 20) log(`${name}: and ${unreadable.length - 20} more`);
  const counts = Object.entries(ignored).filter(([, count]) => count > 0);
  if (counts.length > 0)
    log(`${name}: passed over ${counts.map(([kind, count]) => `${count} ${kind}`).join(", ")}`);
}

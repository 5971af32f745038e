import type { DataSet } from "./dataSet.js";
import { decode } from "./decode.js";
import type { FolderSource } from "./folder.js";
import type { FolderIndex, Indexed, IndexOptions } from "./folderIndex.js";
import { loader } from "./loader.js";
import { manifestHash } from "./manifest.js";

/** The data set of files that were looked at; says what they are, and which cannot be used. */
export function indexedSet(
  { name, origin, where }: Omit<FolderSource, "roots">,
  index: FolderIndex,
  options: IndexOptions,
): DataSet {
  const { pictures, unreadable } = index;
  const description = `${describe(index, options)}, from ${where}`;
  options.log(`${name}: ${description}`);
  logUnreadable(name, index, options.log);
  const labels = [...new Set(pictures.map(({ label }) => label))].filter(Boolean);
  const classes = Int32Array.from(pictures, ({ label }) => labels.indexOf(label));
  return {
    name,
    origin,
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

/** What is passed over, for a person. */
const kinds = {
  hidden: "hidden or system files",
  notes: "notes",
  loops: "links that lead back",
} as const;

function logUnreadable(name: string, index: FolderIndex, log: (line: string) => void): void {
  const { unreadable, ignored } = index;
  for (const { file, reason } of unreadable.slice(0, 20)) log(`${name}: ${file}: ${reason}`);
  if (unreadable.length > 20) log(`${name}: and ${unreadable.length - 20} more`);
  const counts = Object.entries(ignored).filter(([, count]) => count > 0);
  const said = counts.map(([kind, count]) => `${count} ${kinds[kind as keyof typeof kinds]}`);
  if (said.length > 0) log(`${name}: passed over ${said.join(", ")}`);
}

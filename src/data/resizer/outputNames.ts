import { extname } from "node:path";
import type { ResizeChoices } from "./resizeOptions.js";

const extensions = { jpeg: ".jpg", png: ".png" } as const;

/**
 * The new file's path for each source: its own, with the new format's ending. Where two would meet,
 * also on a disk that does not tell `A` from `a`, the later one keeps its old ending too, or a number.
 */
export function outputNames(
  sources: readonly string[],
  format: ResizeChoices["format"],
): readonly string[] {
  const ending = extensions[format];
  const taken = new Set<string>();
  const free = (name: string) => {
    if (taken.has(name.toLowerCase())) return false;
    taken.add(name.toLowerCase());
    return true;
  };
  return sources.map((source) => {
    const short = source.slice(0, source.length - extname(source).length) + ending;
    if (free(short)) return short;
    let name = source + ending;
    for (let copy = 2; !free(name); copy++) name = `${source}-${copy}${ending}`;
    return name;
  });
}

import { relative } from "node:path";

/** A path as a reader would type it: relative below the current folder, else as it is. */
export function shortPath(path: string): string {
  const inside = relative(process.cwd(), path);
  return inside.startsWith("..") ? path : inside || ".";
}

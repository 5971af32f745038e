import { statSync } from "node:fs";

/** What changes when a file is edited: its time and size; empty for a file that does not exist. */
export function fileStamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs}/${stats.size}` : "";
}

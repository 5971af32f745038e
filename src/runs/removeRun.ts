import { removeEmptyFolder } from "../files.js";
import { lockRun } from "./lock.js";
import { filesOf, type RunFiles, removeOwn } from "./ownFiles.js";

/**
 * Removes a run: only files that the lab wrote, and its folder if nothing else is in it.
 * @returns what was removed, and what stays because it is not the lab's.
 * @throws ConfigError for a run that a process is at work on.
 */
export function removeRun(folder: string): RunFiles {
  const release = lockRun(folder);
  try {
    const files = filesOf(folder);
    removeOwn(folder, files.own);
    return files;
  } finally {
    release();
    removeEmptyFolder(folder);
  }
}

import { appendFileSync, mkdirSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { ConfigError, messageOf } from "./errors.js";

/** Makes a folder and its parents; says which one could not be made. */
export function ensureFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ConfigError(
      `${folder}: expected a folder that can be written, got ${messageOf(error)}`,
    );
  }
  return folder;
}

/** Writes a file whole or not at all: aside, synced, renamed. Makes its folder. */
export async function writeFile(path: string, content: string | Uint8Array): Promise<void> {
  ensureFolder(dirname(path));
  try {
    await writeFileAtomic(path, typeof content === "string" ? content : Buffer.from(content));
  } catch (error) {
    throw new ConfigError(`${path}: expected a file that can be written, got ${messageOf(error)}`);
  }
}

/** `writeFile` of a value as indented JSON. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Appends one line; a file that cannot grow (a full disk) is named. */
export function appendLine(path: string, line: string): void {
  try {
    appendFileSync(path, `${line}\n`);
  } catch (error) {
    throw new ConfigError(`${path}: expected a file that can grow, got ${messageOf(error)}`);
  }
}

/** Bytes free for us on the disk that holds `folder`. */
export function freeDiskBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

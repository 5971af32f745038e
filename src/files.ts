import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync as writeNow,
} from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
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

/** Makes one new folder below an existing one; false if the name is taken, also just now by another process. */
export function claimFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw new ConfigError(
      `${folder}: expected a folder that can be written, got ${messageOf(error)}`,
    );
  }
}

/**
 * Writes a file whole or not at all: aside, synced, renamed. Makes its folder.
 * @param options.synced false for one of thousands that can be made again: no wait for the disk.
 */
export async function writeFile(
  path: string,
  content: string | Uint8Array,
  { synced = true } = {},
): Promise<void> {
  ensureFolder(dirname(path));
  try {
    const bytes = typeof content === "string" ? content : Buffer.from(content);
    await writeFileAtomic(path, bytes, { fsync: synced });
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

/**
 * Writes a file piece by piece, so that no copy of the whole is in memory: aside, synced, renamed.
 * On failure nothing is left but the error.
 */
export async function writePieces(path: string, pieces: Iterable<Uint8Array>): Promise<void> {
  ensureFolder(dirname(path));
  const aside = `${path}.partial`;
  try {
    const file = await open(aside, "w");
    try {
      for (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw new ConfigError(`${path}: expected a file that can be written, got ${messageOf(error)}`);
  }
}

/** Removes a folder that the lab wrote, with all that is in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Gives a finished folder its name. */
export function renameFolder(from: string, to: string): void {
  removeFolder(to);
  renameSync(from, to);
}

/** Removes a file, if it is there. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
}

/** Gives `use` a folder of its own outside the project, and removes it afterwards. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "atelier-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** `writeFile` at once and without the detour, for a file that nobody else looks at. */
export function writeFileSync(path: string, content: Uint8Array): void {
  try {
    writeNow(path, content);
  } catch (error) {
    throw new ConfigError(`${path}: expected a file that can be written, got ${messageOf(error)}`);
  }
}

/** `withTemporaryFolder` for work that does not wait. */
export function withTemporaryFolderSync<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "atelier-"));
  try {
    return use(folder);
  } finally {
    removeFolder(folder);
  }
}

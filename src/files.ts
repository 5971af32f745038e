import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync as writeNow,
} from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { ConfigError, messageOf } from "./errors.js";

/** The error of a path that cannot be written; its cause tells a full disk from other reasons. */
function unwritable(path: string, what: string, error: unknown): ConfigError {
  return new ConfigError(`${path}: expected ${what}, got ${messageOf(error)}`, { cause: error });
}

/** Whether an error of this module means that the disk, or a share of it, is full. */
export function isFullDisk(error: unknown): boolean {
  if (!(error instanceof ConfigError)) return false;
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}

/** Bytes that this user may still write to the disk of a folder, which must exist. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Makes a folder and its parents; says which one could not be made. */
export function ensureFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unwritable(folder, "a folder that can be written", error);
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
    throw unwritable(folder, "a folder that can be written", error);
  }
}

/** Makes one new, empty file; false if it is there. */
export function claimFile(path: string): boolean {
  try {
    writeNow(path, "", { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw unwritable(path, "a file that can be written", error);
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
    throw unwritable(path, "a file that can be written", error);
  }
}

/** `writeFile` of a value as indented JSON. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Appends lines whole or not at all; a file that cannot grow (a full disk) is named. */
export function appendLines(path: string, lines: readonly string[]): void {
  const size = existsSync(path) ? statSync(path).size : 0;
  try {
    appendFileSync(path, lines.map((line) => `${line}\n`).join(""));
  } catch (error) {
    if (existsSync(path)) truncateSync(path, size); // the part that still fitted
    throw unwritable(path, "a file that can grow", error);
  }
}

/** Brings what was written to a file, or the names in a folder, to the disk itself. */
export function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Bytes handed to the system at once: fewer than its limit of 2 GiB. */
const PIECE = 2 ** 26;

/** `pieces` cut to at most 64 MiB each. */
function* cut(pieces: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; at += PIECE) yield piece.subarray(at, at + PIECE);
  }
}

/**
 * Writes a file piece by piece, so that no copy of the whole is in memory: aside, synced, renamed.
 * On failure nothing is left but the error.
 * @returns the file's sha256, hex.
 */
export async function writePieces(path: string, pieces: Iterable<Uint8Array>): Promise<string> {
  ensureFolder(dirname(path));
  const aside = `${path}.partial`;
  const hash = createHash("sha256");
  try {
    const file = await open(aside, "w");
    try {
      for (const piece of cut(pieces)) {
        hash.update(piece);
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    renameSync(aside, path);
    return hash.digest("hex");
  } catch (error) {
    rmSync(aside, { force: true });
    throw unwritable(path, "a file that can be written", error);
  }
}

/** Makes a link to a file or folder; the folder it goes into is made. */
export function linkTo(target: string, path: string): void {
  ensureFolder(dirname(path));
  try {
    const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory();
    symlinkSync(target, path, isFolder ? "junction" : "file"); // Windows' words, nothing elsewhere
  } catch (error) {
    throw unwritable(path, "a link that can be made", error);
  }
}

/** Removes a folder that the lab wrote, with all that is in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Gives a finished folder its name, for good; what had that name goes afterwards. */
export function renameFolder(from: string, to: string): void {
  const old = `${to}.old.partial`;
  removeFolder(old);
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  sync(dirname(to));
  removeFolder(old);
}

/** Removes a folder with nothing in it; any other stays. */
export function removeEmptyFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(code)) throw error;
  }
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
    throw unwritable(path, "a file that can be written", error);
  }
}

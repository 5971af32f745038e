import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import type { DataSet, Prepare } from "../../src/data/dataSet.js";
import { Random } from "../../src/engine/random.js";

/** `$ATELIER_DATA` as it was when the tests began; the variable itself is then taken away. */
export const realData = process.env.ATELIER_DATA;
delete process.env.ATELIER_DATA;

/** For `skip`: a reason, or false where real pictures are there. */
export const withoutRealData = realData ? false : "ATELIER_DATA is not set: no real pictures here";

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "atelier-data-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file and the folders above it. */
export function put(folder: string, file: string, content: string | Uint8Array): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A log that keeps its lines. */
export function keptLog(): { lines: string[]; log: (line: string) => void } {
  const lines: string[] = [];
  return { lines, log: (line) => lines.push(line) };
}

/** `Prepare` with defaults for tests. */
export function prepare(changes: Partial<Prepare> = {}): Prepare {
  return { imageSize: 8, channels: 3, resize: "squash", flip: false, ...changes };
}

/** One picture with lots from seed 1. */
export function load(set: DataSet, index: number, how: Partial<Prepare> = {}): Promise<Uint8Array> {
  return set.load(index, prepare(how), new Random(1, "test"));
}

/** Red, green, blue of one pixel of a square picture. */
export function pixel(picture: Uint8Array, sidePx: number, x: number, y: number): number[] {
  const at = (y * sidePx + x) * 3;
  return [...picture.subarray(at, at + 3)];
}

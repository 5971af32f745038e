import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, messageOf } from "../../errors.js";
import type { Figures, Refused } from "./figures.js";
import type { MatrixRow } from "./matrix.js";

/** Where the matrix of causes lies. */
export const matrixFile = "matrix.json";

function readJson<T>(file: string, what: string): T {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    throw new ConfigError(`${file}: expected ${what}, got ${messageOf(error)}`);
  }
}

/** The matrix of causes below `docs`; empty if it was not made. @throws ConfigError for a damaged file. */
export function readMatrix(docs: string): readonly MatrixRow[] {
  const file = join(docs, matrixFile);
  return existsSync(file) ? readJson(file, "the matrix of causes") : [];
}

const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));

/** The figures of every run below `docs`, and of those that were refused. @throws ConfigError for a damaged file. */
export function readEvidence(docs: string): readonly (Figures | Refused)[] {
  if (!existsSync(docs)) return [];
  const files = foldersIn(docs)
    .flatMap(foldersIn)
    .map((folder) => join(folder, "figures.json"))
    .filter((file) => existsSync(file));
  return files.map((file) => readJson<Figures | Refused>(file, "figures of a run"));
}

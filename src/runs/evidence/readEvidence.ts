import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, messageOf } from "../../errors.js";
import type { Figures } from "./figures.js";

const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));

/** The figures of every run below `docs`. @throws ConfigError for a damaged file. */
export function readEvidence(docs: string): readonly Figures[] {
  if (!existsSync(docs)) return [];
  const files = foldersIn(docs)
    .flatMap(foldersIn)
    .map((folder) => join(folder, "figures.json"))
    .filter((file) => existsSync(file));
  return files.map((file) => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Figures;
    } catch (error) {
      throw new ConfigError(`${file}: expected figures of a run, got ${messageOf(error)}`);
    }
  });
}

import { createInterface } from "node:readline/promises";
import { formatBytes } from "../engine/memory.js";
import { ConfigError, expected } from "../errors.js";
import type { RunFiles } from "../runs/ownFiles.js";
import { shortPath } from "./shortPath.js";

/** Flags of the commands that remove something. */
export interface ClearingFlags {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** A run folder and what goes from it. */
export interface Clearing extends RunFiles {
  readonly folder: string;
}

const sizeOf = (files: RunFiles["own"]) =>
  formatBytes(files.reduce((sum, { bytes }) => sum + bytes, 0));

/** Lists what goes, with sizes, and what stays because somebody else put it there. */
export function list(clearings: readonly Clearing[]): void {
  for (const { folder, own, foreign } of clearings) {
    console.log(`${shortPath(folder)}: ${own.length} files, ${sizeOf(own)}`);
    for (const path of foreign) console.log(`  stays, not the lab's: ${path}`);
  }
}

/**
 * Whether to go on: never in a dry run, without a question under `--yes`, else as the reader says.
 * @throws ConfigError where nobody can be asked.
 */
export async function confirmed(
  verb: string,
  clearings: readonly Clearing[],
  { dryRun = false, yes = false }: ClearingFlags,
): Promise<boolean> {
  const files = clearings.flatMap(({ own }) => own);
  const total = `${files.length} files, ${sizeOf(files)}`;
  if (files.length === 0 || dryRun) {
    console.log(files.length === 0 ? "nothing to remove" : `${total} would go (dry run)`);
    return false;
  }
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new ConfigError(expected(verb, "--yes where nobody can be asked", "no terminal"));
  }
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await reader.question(`remove ${total}? [y/N] `)).trim());
  } finally {
    reader.close();
  }
}

import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { BatchesState } from "../data/batches.js";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected, messageOf } from "../errors.js";
import { ensureFolder, removeFolder, renameFolder, writeFile } from "../files.js";
import { readSafetensors } from "./readSafetensors.js";
import { type RunOptions, stepName } from "./run.js";
import { writeSafetensors } from "./safetensors.js";
import { readSafetensorsHeader } from "./safetensorsHeader.js";

/** What `state.json` of a checkpoint holds. */
export interface CheckpointState {
  readonly format: 1;
  readonly step: number;
  /** The run as it was told to go on at this step. */
  readonly options: RunOptions;
  /** Random streams, gate, augmentation: what the game saves besides its arrays. */
  readonly game: unknown;
  /** Order of the pictures, and the place in it; null in a game that has seen none. */
  readonly data: (BatchesState & { readonly manifestHash: string }) | null;
}

/** A checkpoint that was found to be whole. */
export interface Checkpoint {
  readonly folder: string;
  readonly state: CheckpointState;
}

/** Every file of a checkpoint; the sums are written last. */
export const checkpointFiles = ["state.safetensors", "state.json", "SHA256SUMS"] as const;
const [arraysFile, stateFile, sumsFile] = checkpointFiles;

/** Steps that have a checkpoint in a run folder, ascending. */
export function checkpointSteps(folder: string): readonly number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^step-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

const sumLine = (sum: string, file: string) => `${sum}  ${file}\n`;

/**
 * Saves a step whole: `step-000120/state.safetensors` with every array (networks, moving
 * statistics, optimizer slots, counters, averages, preview latents), `state.json` with the rest and
 * `SHA256SUMS` over both. The folder gets its name when all of it is on the disk.
 */
export async function writeCheckpoint(
  folder: string,
  state: CheckpointState,
  arrays: Tensors,
): Promise<void> {
  const name = join(folder, stepName(state.step));
  const aside = `${name}.partial`;
  removeFolder(aside);
  try {
    ensureFolder(aside);
    const arraysSum = await writeSafetensors(join(aside, arraysFile), arrays);
    const text = `${JSON.stringify(state, null, 2)}\n`;
    await writeFile(join(aside, stateFile), text);
    const stateSum = createHash("sha256").update(text).digest("hex");
    const sums = sumLine(arraysSum, arraysFile) + sumLine(stateSum, stateFile);
    await writeFile(join(aside, sumsFile), sums);
    renameFolder(aside, name);
  } catch (error) {
    removeFolder(aside);
    throw error;
  }
}

/** What files are read into, one after the other. */
const piece = Buffer.allocUnsafe(2 ** 20);

function sha256(file: string): string {
  const hash = createHash("sha256");
  const opened = openSync(file, "r");
  try {
    for (let read = -1; read !== 0; ) {
      read = readSync(opened, piece);
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(opened);
  }
  return hash.digest("hex");
}

/** What changes when a file does: its node, size and times. */
function signatureOf(folder: string): string {
  const stats = checkpointFiles.map((name) => statSync(join(folder, name), { bigint: true }));
  return stats.map(({ ino, size, mtimeNs, ctimeNs }) => [ino, size, mtimeNs, ctimeNs]).join();
}

/** Checkpoints whose sums this process has compared, as they were then. */
const compared = new Map<string, string>();

/** @throws ConfigError for a checkpoint whose files are not those that its sums were made of. */
function compareSums(folder: string): void {
  const signature = signatureOf(folder);
  if (compared.get(folder) === signature) return;
  const sums = [arraysFile, stateFile].map((file) => sumLine(sha256(join(folder, file)), file));
  if (readFileSync(join(folder, sumsFile), "utf8") !== sums.join("")) {
    throw new ConfigError(expected(folder, "files that agree with SHA256SUMS", "others"));
  }
  compared.set(folder, signature);
}

/**
 * The checkpoint of a step. Its checksums are compared, once in a process for each checkpoint: whoever
 * reads one comes through here.
 * @throws ConfigError for one that is damaged.
 */
export function openCheckpoint(folder: string, step: number): Checkpoint {
  const own = join(folder, stepName(step));
  try {
    compareSums(own);
    const state = JSON.parse(readFileSync(join(own, stateFile), "utf8")) as CheckpointState;
    return { folder: own, state };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${own}: expected a whole checkpoint, got ${messageOf(error)}`);
  }
}

/**
 * The newest whole checkpoint of a run; each damaged one is named in one line and passed over.
 * @param below only those of fewer steps.
 * @throws ConfigError if none is left.
 */
export function newestCheckpoint(
  folder: string,
  log: (line: string) => void,
  below = Number.POSITIVE_INFINITY,
): Checkpoint {
  const steps = checkpointSteps(folder).filter((step) => step < below);
  for (const step of steps.reverse()) {
    try {
      return openCheckpoint(folder, step);
    } catch (error) {
      log(`damaged: ${messageOf(error)}; the next older checkpoint is used`);
    }
  }
  throw new ConfigError(expected(folder, "a whole checkpoint to go on from", "none"));
}

/** Arrays of a checkpoint by name, all unless said; the caller owns them. */
export function readArrays({ folder }: Checkpoint, wanted?: (name: string) => boolean): Tensors {
  return readSafetensors(join(folder, arraysFile), wanted);
}

/** Names of the arrays of a checkpoint. */
export function arrayNames({ folder }: Checkpoint): readonly string[] {
  return [...readSafetensorsHeader(join(folder, arraysFile)).arrays.keys()];
}

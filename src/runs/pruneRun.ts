import { ConfigError } from "../errors.js";
import { type Checkpoint, checkpointSteps, newestCheckpoint } from "./checkpoint.js";
import { lockRun } from "./lock.js";
import { filesOf, type OwnFile, type RunFiles, removeOwn } from "./ownFiles.js";
import { stepName } from "./run.js";

function newestWhole(folder: string): Checkpoint | undefined {
  try {
    return newestCheckpoint(folder, () => {});
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/**
 * What pruning a run would remove: checkpoints but the first and the newest, and what a killed
 * process left half-written. The newest that is whole stays, whatever came after it; where none is
 * whole none goes.
 * @param keep newest checkpoints that stay.
 */
export function prunable(folder: string, keep: number): RunFiles {
  const { own, foreign } = filesOf(folder);
  const newest = newestWhole(folder);
  const steps = checkpointSteps(folder);
  const recent = newest ? steps.slice(-keep) : steps;
  const kept = new Set([0, newest?.state.step ?? 0, ...recent].map(stepName));
  const goes = ({ path }: OwnFile) => {
    const [top = ""] = path.split("/");
    return top.startsWith("step-") ? !kept.has(top) : /\.\d+$/.test(path);
  };
  return { own: own.filter(goes), foreign };
}

/** Removes what `prunable` names. @throws ConfigError for a run that a process is at work on. */
export function pruneRun(folder: string, keep: number): RunFiles {
  const release = lockRun(folder);
  try {
    const files = prunable(folder, keep);
    removeOwn(folder, files.own);
    return files;
  } finally {
    release();
  }
}

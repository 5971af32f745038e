import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { claimFile, removeFile } from "../files.js";
import { isAlive, ownMark, type ProcessMark } from "./processes.js";

const nameOf = ({ pid, processBegun = "" }: ProcessMark) => `lock-${pid}-${processBegun}`;

function markOf(name: string): ProcessMark | undefined {
  const [, pid, begun] = /^lock-(\d+)-(\d*)$/.exec(name) ?? [];
  if (pid === undefined) return undefined;
  return { pid: Number(pid), ...(begun ? { processBegun: begun } : {}) };
}

/** Processes that hold, or held, a run folder. */
export function lockHolders(folder: string): readonly ProcessMark[] {
  return readdirSync(folder).flatMap((name) => markOf(name) ?? []);
}

function inUse(folder: string, { pid }: ProcessMark): ConfigError {
  return new ConfigError(expected(folder, "a run that no process is at work on", `process ${pid}`));
}

/**
 * Takes a run folder for this process. Each process leaves a file named after itself before it
 * looks for others, so of two that come at once the later one sees the earlier; the file of a
 * process that is gone holds nobody up, and goes.
 * @returns what gives the folder free again.
 * @throws ConfigError that names the process at work.
 */
export function lockRun(folder: string): () => void {
  const mine = ownMark();
  const file = join(folder, nameOf(mine));
  if (!claimFile(file)) throw inUse(folder, mine);
  const release = () => removeFile(file);
  for (const other of lockHolders(folder)) {
    if (nameOf(other) === nameOf(mine)) continue;
    if (isAlive(other)) {
      release();
      throw inUse(folder, other);
    }
    removeFile(join(folder, nameOf(other)));
  }
  return release;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, expected, messageOf } from "../errors.js";
import { writeJson } from "../files.js";
import { isAlive, type ProcessMark } from "./processes.js";

const states = ["running", "complete", "stopped", "failed"] as const;

/** What `status.json` says; `incomplete` is what a reader makes of a dead process's `running`. */
export interface RunStatus extends ProcessMark {
  readonly state: (typeof states)[number] | "incomplete";
  /** Steps done when this was written. */
  readonly step: number;
  readonly steps: number;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly seconds?: number;
  readonly error?: string;
}

const fileName = "status.json";

export async function writeStatus(folder: string, status: RunStatus): Promise<void> {
  await writeJson(join(folder, fileName), status);
}

function parse(file: string): RunStatus {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunStatus;
  } catch (error) {
    throw new ConfigError(`${file}: expected a run's status, got ${messageOf(error)}`);
  }
}

/**
 * The status of a run folder; a run whose process is gone without a last word is `incomplete`.
 * @throws ConfigError that names a file that is missing or damaged.
 */
export function readStatus(folder: string): RunStatus {
  const file = join(folder, fileName);
  const status = parse(file);
  if (!(states as readonly unknown[]).includes(status?.state)) {
    throw new ConfigError(expected(`${file}: state`, `one of ${states.join(", ")}`, status?.state));
  }
  const abandoned = status.state === "running" && !isAlive(status);
  return abandoned ? { ...status, state: "incomplete" } : status;
}

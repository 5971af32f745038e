import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeJson } from "../files.js";

/** What `status.json` says; `incomplete` is what a reader makes of a dead process's `running`. */
export interface RunStatus {
  readonly state: "running" | "complete" | "stopped" | "failed" | "incomplete";
  readonly step: number;
  readonly steps: number;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly seconds?: number;
  readonly error?: string;
  /** The process that trains. */
  readonly pid: number;
}

const fileName = "status.json";

export async function writeStatus(folder: string, status: RunStatus): Promise<void> {
  await writeJson(join(folder, fileName), status);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The status of a run folder; a run whose process is gone without a last word is `incomplete`. */
export function readStatus(folder: string): RunStatus {
  const status = JSON.parse(readFileSync(join(folder, fileName), "utf8")) as RunStatus;
  return status.state === "running" && !alive(status.pid)
    ? { ...status, state: "incomplete" }
    : status;
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Iteration } from "../../src/iterations/iteration.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";

/** The run in a folder: begun, gone on with, or as it is where it is complete. */
export async function playOn(
  iteration: Iteration,
  options: {
    readonly out: string;
    readonly seed: number;
    readonly steps?: number;
    readonly data?: string;
  },
): Promise<Run> {
  if (!existsSync(join(options.out, "options.json"))) return startRun(iteration, options);
  const run = new Run(options.out);
  return run.status.state === "complete" && run.measures ? run : resumeRun(run);
}

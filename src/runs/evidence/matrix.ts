import { join } from "node:path";
import { type Letter, letters } from "../../diagnosis/cause.js";
import { diagnose } from "../../diagnosis/diagnose.js";
import { findIteration } from "../../iterations/catalogue.js";
import { quickCopy } from "../../iterations/quick.js";
import { openRunData } from "../openRunData.js";
import { Run } from "../run.js";
import { isRunFolder } from "../runFolder.js";
import { startRun } from "../startRun.js";
import { startSignals } from "../startSignals.js";
import { expectedCauses } from "./expected.js";

/** What was expected of a script as it ran, and what the signals name. */
export interface MatrixRow {
  readonly iteration: string;
  readonly expected: readonly Letter[];
  /** Steps of the quick copy's run. */
  readonly steps: number;
  readonly found: readonly Letter[];
}

/** How the matrix is made. */
export interface MatrixOptions {
  /** Where the runs are kept, so that it goes on where it was stopped. */
  readonly folder: string;
  /** Steps of each quick copy: the signals are there from the first step on. */
  readonly steps: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** The quick copy's run, kept from an earlier time or made now. */
async function quickRun(name: string, options: MatrixOptions): Promise<Run> {
  const { folder, steps, signal } = options;
  const out = join(folder, `${name}-${steps}`);
  if (isRunFolder(out)) return new Run(out);
  const hooks = signal ? { signal } : {};
  return startRun(quickCopy(name, "asRun"), { seed: 1, steps, out, quality: false, ...hooks });
}

/**
 * Whether the diagnosis agrees with the post-mortem, script by script. Networks, data, latents and
 * view are the full-size preset's; what shows in training comes from its quick copy. L is a matter
 * of the full number of pictures, so the quick copy's count is not asked about it.
 */
export async function matrix(options: MatrixOptions): Promise<readonly MatrixRow[]> {
  const { signal, log = () => {} } = options;
  const rows: MatrixRow[] = [];
  for (const [name, expected] of Object.entries(expectedCauses)) {
    if (signal?.aborted) break;
    const iteration = findIteration(name, "asRun");
    const start = await startSignals(await openRunData(iteration, { log }), iteration, 1);
    const run = await quickRun(name, options);
    if (run.status.state !== "complete") break;
    const { steps, batchSize } = iteration.training;
    const planned = (steps * batchSize) / 1000;
    const seen = run.rows().map((row, at, all) => ({
      ...row,
      kimg: (planned * (at + 1)) / all.length,
    }));
    const found = diagnose({ start, rows: seen }).map(({ letter }) => letter);
    log(`${name}: expected ${expected.join(" ")}, found ${found.join(" ")}`);
    rows.push({ iteration: name, expected, steps: run.status.step, found });
  }
  return rows;
}

/** Letters in their order that one list has and the other has not. */
export const without = (one: readonly Letter[], other: readonly Letter[]) =>
  letters.filter((letter) => one.includes(letter) && !other.includes(letter));

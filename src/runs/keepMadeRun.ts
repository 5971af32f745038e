import { join } from "node:path";
import { openEngine } from "../engine/backend.js";
import { bestMode } from "../engine/runner.js";
import type { Tensors } from "../engine/step.js";
import { writeFile, writeJson } from "../files.js";
import type { Iteration } from "../iterations/iteration.js";
import { Gan } from "../training/gan.js";
import { writeCheckpoint } from "./checkpoint.js";
import { ownCheckpoints } from "./checkpointEvery.js";
import { environment } from "./environment.js";
import { Journal } from "./journal.js";
import { Pictures } from "./pictures.js";
import { Run, type RunData, type RunOptions } from "./run.js";

/** A run whose networks were not trained in it: what it begins with. */
export interface MadeRun {
  readonly seed: number;
  /** Arrays by name; those that are not given start anew. They stay the caller's. */
  readonly weights: Tensors;
  readonly data: RunData;
  readonly startedFrom?: RunOptions["startedFrom"];
}

/** Step 0 of the run: its checkpoint and its grid. */
async function keepStart(
  folder: string,
  gan: Gan,
  options: RunOptions,
  weights: Tensors,
): Promise<void> {
  gan.setTensors({ ...gan.tensors, ...weights });
  for (const { name, png } of await new Pictures(gan).draw(0)) {
    await writeFile(join(folder, "grids", name), png);
  }
  const state = { format: 1, step: 0, options, game: gan.plainState(), data: null } as const;
  await writeCheckpoint(folder, state, gan.tensors);
}

/** Keeps networks that were made elsewhere as a run with a checkpoint at step 0. */
export async function keepMadeRun(
  iteration: Iteration,
  folder: string,
  { seed, weights, data, startedFrom }: MadeRun,
): Promise<Run> {
  const journal = new Journal(folder, 0);
  const gan = new Gan(iteration, seed, "eager");
  try {
    const options: RunOptions = {
      iteration,
      seed,
      steps: 0,
      plannedSteps: 0,
      quick: false,
      mode: bestMode(),
      checkpointEvery: ownCheckpoints(iteration.training),
      onNan: "stop",
      ...(startedFrom ? { startedFrom } : {}),
    };
    await writeJson(join(folder, "options.json"), options);
    await writeJson(join(folder, "environment.json"), environment(openEngine()));
    await writeJson(join(folder, "data.json"), data);
    await journal.running(0);
    await keepStart(folder, gan, options, weights);
    await journal.ended("complete", 0);
    return new Run(folder);
  } catch (error) {
    await journal.failed(error);
    throw error;
  } finally {
    gan.dispose();
  }
}

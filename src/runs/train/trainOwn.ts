import { resumeRun } from "../resumeRun.js";
import type { Run } from "../run.js";
import type { OnProgress } from "../runRecorder.js";
import { startRun } from "../startRun.js";
import type { Continuation } from "./continuation.js";
import { planTraining, type TrainingPlan, type TrainWishes } from "./planTraining.js";

/** How someone's own pictures are trained on. */
export interface TrainOptions extends TrainWishes {
  /** Steps between checkpoints; the iteration's own number by default. */
  readonly checkpointEvery?: number;
  readonly onProgress?: OnProgress;
}

/** What a run or its continuation is given alike. */
function common({ memoryBytes, checkpointEvery, signal, log, onProgress }: TrainOptions) {
  return {
    ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(signal ? { signal } : {}),
    ...(log ? { log } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
}

/** Goes on with an earlier training; one that is done is only opened. */
async function goOn({ run, steps, done }: Continuation, plan: TrainingPlan, options: TrainOptions) {
  if (done) return run;
  const changed = run.data.manifestHash !== plan.dataSet.manifestHash;
  const pictures = changed && plan.folder !== undefined ? { data: plan.folder } : {};
  const own = steps === run.options.steps ? {} : { steps };
  return await resumeRun(run, { ...common(options), ...pictures, ...own });
}

/**
 * Trains on someone's own pictures as planned, or goes on with the earlier training on them.
 * @param data a folder of pictures, or the name of a data set.
 * @throws ConfigError for pictures that cannot be used, and wishes that an earlier run cannot meet.
 */
export async function trainOwn(data: string, options: TrainOptions = {}): Promise<Run> {
  const plan = await planTraining(data, options);
  for (const line of plan.lines) options.log?.(line);
  const { training, folder } = plan;
  if ("run" in training) return await goOn(training, plan, options);
  const own = folder === undefined ? {} : { data: folder };
  const { seed = 1, name } = options;
  const named = name === undefined ? {} : { name };
  return await startRun(training.iteration, { ...common(options), ...own, ...named, seed });
}

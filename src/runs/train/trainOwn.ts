import { ConfigError, expected } from "../../errors.js";
import { resumeRun } from "../resumeRun.js";
import type { Run } from "../run.js";
import type { OnProgress } from "../runRecorder.js";
import { startRun } from "../startRun.js";
import { earlierRun } from "./earlierRun.js";
import { planTraining, type TrainingPlan, type TrainWishes } from "./planTraining.js";

/** How someone's own pictures are trained on. */
export interface TrainOptions extends Omit<TrainWishes, "steps"> {
  /** Steps in all, or `+2000` for so many more than are done. */
  readonly steps?: number | `+${number}`;
  readonly seed?: number;
  /** Begins anew where an earlier training would be gone on with. */
  readonly fresh?: boolean;
  readonly onProgress?: OnProgress;
}

/** What a run or its continuation is given alike. */
function common({ memoryBytes, signal, log, onProgress }: TrainOptions) {
  return {
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(signal ? { signal } : {}),
    ...(log ? { log } : {}),
    ...(onProgress ? { onProgress } : {}),
  };
}

/** Goes on with an earlier training; one that is complete is only opened unless more steps are asked for. */
async function goOn(run: Run, plan: TrainingPlan, options: TrainOptions): Promise<Run> {
  const { size, steps, log = () => {} } = options;
  const own = run.iteration.data.imageSize;
  if (size !== undefined && size !== own)
    throw new ConfigError(
      `${expected("size", `${own} px, as in the earlier run ${run.name}`, size)}; --fresh begins anew`,
    );
  const { state, step } = run.status;
  if (state === "complete" && (steps === undefined || steps === step)) {
    log(
      `run ${run.name} is complete after ${step} steps: --steps +2000 trains on, --fresh begins anew`,
    );
    return run;
  }
  log(`going on with run ${run.name}; --fresh would begin anew`);
  const changed = run.data.manifestHash !== plan.dataSet.manifestHash;
  const pictures = changed && plan.folder !== undefined ? { data: plan.folder } : {};
  return await resumeRun(run, {
    ...common(options),
    ...pictures,
    ...(steps === undefined ? {} : { steps }),
  });
}

/**
 * Trains on someone's own pictures as planned, or goes on with the earlier training on them.
 * @param data a folder of pictures, or the name of a data set.
 * @throws ConfigError for pictures that cannot be used, and wishes that an earlier run cannot meet.
 */
export async function trainOwn(data: string, options: TrainOptions = {}): Promise<Run> {
  const { steps, fresh = false, seed = 1, ...wishes } = options;
  const inAll = typeof steps === "number" ? { steps } : {};
  const plan = await planTraining(data, { ...wishes, ...inAll });
  for (const line of plan.lines) options.log?.(line);
  const earlier = fresh ? undefined : earlierRun(plan);
  if (earlier) return await goOn(earlier, plan, options);
  if (typeof steps === "string")
    throw new ConfigError(
      expected("steps", "a number: no earlier training on these pictures", steps),
    );
  const own = plan.folder === undefined ? {} : { data: plan.folder };
  return await startRun(plan.proposal.iteration, { ...common(options), ...own, seed });
}

import type { Changes } from "../iterations/derive.js";
import { checkSameArrays } from "../iterations/settings/sameArrays.js";
import { withChanges } from "../iterations/settings/withChanges.js";
import { arrayNames, checkpointSteps, openCheckpoint } from "../runs/checkpoint.js";
import type { Run } from "../runs/run.js";
import { startRun } from "../runs/startRun.js";
import { atStep, type Which } from "./atStep.js";
import { showChanges } from "./showChanges.js";
import { type Followed, underPanel } from "./underPanel.js";

/** How a run's networks learn on. */
export interface FineTuneChoice extends Followed {
  /** The new pictures: a folder, or the name of a data set. */
  readonly data: string;
  /** Steps; 200 by default. Barrat's advice is about half a pass through the pictures. */
  readonly steps?: number;
  readonly seed?: number;
  /** Steps between checkpoints; 50 by default, dense enough to choose the moment. */
  readonly checkpointEvery?: number;
  readonly out?: string;
  /** Name of the new run's folder below `checkpoints/<iteration>/`. */
  readonly name?: string;
  /** Fields to set, of those that leave the networks' arrays as they are. */
  readonly set?: Changes;
}

/** Whether a checkpoint has a discriminator too: a generator may come alone. */
function hasDiscriminator(run: Run, step: number | undefined): boolean {
  const steps = checkpointSteps(run.folder);
  const last = step ?? steps.at(-1);
  if (last === undefined || !steps.includes(last)) return false; // `startRun` says what there is
  return arrayNames(openCheckpoint(run.folder, last)).some((name) =>
    name.startsWith("discriminator/"),
  );
}

/**
 * Trains a run's networks on with other pictures, as a new run: Barrat's way from landscapes to
 * abstract landscapes. Weights are taken over, optimizers begin anew; its parent is kept, for pairs
 * and blends.
 */
export async function fineTune(which: Which, choice: FineTuneChoice): Promise<Run> {
  const { run, step } = atStep(which);
  const {
    data,
    steps = 200,
    seed = 1,
    checkpointEvery = 50,
    out,
    name,
    set = {},
    ...followed
  } = choice;
  const source = step === undefined ? run.folder : `${run.folder}@${step}`;
  const discriminator = hasDiscriminator(run, step) ? { discriminator: source } : {};
  const nets = { generator: source, ...discriminator };
  const own = { ...(out === undefined ? {} : { out }), ...(name === undefined ? {} : { name }) };
  const iteration = withChanges(run.iteration, set);
  checkSameArrays(run.iteration, iteration, Object.keys(nets) as (keyof typeof nets)[]);
  showChanges(iteration);
  const { tells, classes } = run.iteration.condition;
  const told = tells === "attributes" ? { attributes: classes } : {};
  return await underPanel(`${run.name} · fine-tuned on ${data}`, followed, (hooks) =>
    startRun(iteration, {
      ...hooks,
      data,
      steps,
      seed,
      checkpointEvery,
      nets,
      ...told,
      ...own,
    }),
  );
}

import { gmacRate } from "../../engine/gmacRate.js";
import { ConfigError, expected } from "../../errors.js";
import { diff } from "../../iterations/diff.js";
import { estimate } from "../../iterations/estimate.js";
import { withChanges } from "../../iterations/settings/withChanges.js";
import { duration } from "../../show/panelHtml.js";
import { checkpointSteps } from "../checkpoint.js";
import type { Run } from "../run.js";
import type { TrainWishes } from "./planTraining.js";

/** An earlier training that is gone on with. */
export interface Continuation {
  readonly run: Run;
  /** Steps at its end. */
  readonly steps: number;
  /** It is there already: the run is only opened. */
  readonly done: boolean;
}

/** What a step of a run took so far; by arithmetic for one that has played none. */
function secondsPerStep(run: Run): number {
  const { step = 0, seconds = 0 } = run.lastRow() ?? {};
  if (step > 0 && seconds > 0) return seconds / step;
  return estimate(run.iteration).stepGmac / gmacRate();
}

/** Steps at the end: those asked for, those that the time allows, or the run's own. */
function stepsOf(run: Run, done: number, { minutes, set, ...wishes }: TrainWishes): number {
  const steps = wishes.steps ?? set?.training?.steps;
  if (typeof steps === "string") return done + Number(steps.slice(1));
  if (steps !== undefined) return steps;
  if (minutes === undefined) return Math.max(done, run.options.steps);
  if (!(minutes > 0)) throw new ConfigError(expected("minutes", "more than 0", minutes));
  return done + Math.max(1, Math.floor((60 * minutes) / secondsPerStep(run)));
}

/** @throws ConfigError for a field or a name that the earlier run has not: neither changes while it goes on. */
function checkSameSettings(run: Run, { set = {}, name }: TrainWishes): void {
  const { training: { steps: _, ...training } = {}, ...others } = set; // how long is `stepsOf`'s
  const [change] = diff(run.iteration, withChanges(run.iteration, { ...others, training }));
  const as = `as in the earlier run ${run.name}`;
  if (change) {
    const what = expected(change.field, `${change.before}, ${as}`, change.after);
    throw new ConfigError(`${what}; --fresh begins anew`);
  }
  if (name !== undefined && name !== run.name)
    throw new ConfigError(`${expected("--name", `${run.name}, ${as}`, name)}; --fresh begins anew`);
}

/** How an earlier training goes on. @throws ConfigError for wishes that it cannot meet. */
export function continuation(run: Run, wishes: TrainWishes): Continuation {
  const { size } = wishes;
  const own = run.iteration.data.imageSize;
  if (size !== undefined && size !== own) {
    const ways = `leave --size out to go on with it, or begin anew with --fresh --size ${size}`;
    throw new ConfigError(
      `${expected("size", `${own} px, as in the earlier run ${run.name}`, size)}; ${ways}`,
    );
  }
  checkSameSettings(run, wishes);
  const done = checkpointSteps(run.folder).at(-1) ?? 0;
  const steps = stepsOf(run, done, wishes);
  return { run, steps, done: run.status.state === "complete" && steps === done };
}

/** What will be done, in one line. */
export function describeContinuation({ run, steps, done }: Continuation): string {
  const { iteration, seed } = run.options;
  const at = checkpointSteps(run.folder).at(-1) ?? 0;
  if (done) {
    return `run ${run.name} is complete after ${at} steps: --steps +2000 or --minutes 10 trains on, --fresh begins anew`;
  }
  const what = `${iteration.data.imageSize} px, batch ${iteration.training.batchSize}, seed ${seed}`;
  const time = duration((steps - at) * secondsPerStep(run));
  return `going on with run ${run.name} (${what}) at step ${at}, to step ${steps}: about ${time}; --fresh would begin anew`;
}

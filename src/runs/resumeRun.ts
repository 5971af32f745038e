import { join } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { writeJson } from "../files.js";
import { checkBudget } from "./checkBudget.js";
import { type Checkpoint, newestCheckpoint } from "./checkpoint.js";
import { diskPlan } from "./diskPlan.js";
import { environment } from "./environment.js";
import { finishRun } from "./finishRun.js";
import { Journal } from "./journal.js";
import { lockRun } from "./lock.js";
import { chooseData, type OpenedRun, openRun } from "./openRun.js";
import type { Play } from "./playRun.js";
import { rewind } from "./rewind.js";
import type { OnNan, Run, RunOptions } from "./run.js";
import type { OnProgress } from "./runRecorder.js";
import { note } from "./timeline.js";
import { writeRunFiles } from "./writeRunFiles.js";

/** What a run can be given when it goes on. */
export interface ResumeOptions {
  /** Steps at the end, or `+2000` for so many more; the run's own end by default. */
  readonly steps?: number | `+${number}`;
  /** A folder or data set to go on with in place of the run's. */
  readonly data?: string;
  /** Steps between checkpoints, from now on. */
  readonly checkpointEvery?: number;
  /** What to do from now on when a loss or a weight is not finite. */
  readonly onNan?: OnNan;
  /** Bytes of memory that the run may use; what is free by default. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
  readonly onProgress?: OnProgress;
}

/**
 * Steps at the end. A run killed between its last step and its measures has no step left to play.
 * @throws ConfigError if the run is done already.
 */
function lastStep(
  run: Run,
  { state: { step } }: Checkpoint,
  asked: ResumeOptions["steps"],
): number {
  const more = typeof asked === "string";
  const given = typeof asked === "string" ? Number(asked.slice(1)) : asked;
  if (given !== undefined) checkBudget({ steps: given });
  const steps = (given ?? run.options.steps) + (more ? step : 0);
  const unmeasured = steps === step && !more && run.status.state !== "complete";
  if (steps > step || unmeasured) return steps;
  const what = `more than the ${step} steps that are done`;
  throw new ConfigError(`${expected(`run ${run.name}: steps`, what, steps)}; +2000 trains on`);
}

/** Whether the pictures are others than the checkpoint's. @throws ConfigError if nobody asked for that. */
function hasNewData(run: Run, { state }: Checkpoint, { dataSet }: OpenedRun, asked: boolean) {
  const { manifestHash } = dataSet;
  const known = state.data?.manifestHash;
  if (manifestHash === known) return false;
  if (asked || manifestHash === run.data.manifestHash) return true;
  const what = known ? `those it was trained on (manifest ${known.slice(0, 12)})` : "--data";
  const got = `${manifestHash.slice(0, 12)}, ${dataSet.description}`;
  throw new ConfigError(
    `${expected(`run ${run.name}: data`, what, got)}; --data goes on with others`,
  );
}

/** What is said of a continuation on the timeline. */
function describe(run: Run, { engine }: OpenedRun, steps: number): string {
  const same = JSON.stringify(run.environment) === JSON.stringify(environment(engine));
  return `to step ${steps}${same ? "" : ", on another machine or revision than before"}`;
}

/** A generator that ships alone has nobody to play against. @throws ConfigError for one. */
function checkWhole({ name }: Run, { state }: Checkpoint): void {
  if (state.game !== null) return;
  const what = "a whole game to go on with";
  throw new ConfigError(expected(`run ${name}`, what, "a generator alone, to draw with"));
}

async function resumeHeld(run: Run, options: ResumeOptions, release: () => void): Promise<Run> {
  const { folder } = run;
  const { signal, log = () => {}, onProgress = () => {} } = options;
  const { checkpointEvery: every } = options;
  if (every !== undefined) checkBudget({ checkpointEvery: every });
  const checkpoint = newestCheckpoint(folder, log);
  checkWhole(run, checkpoint);
  const before = run.options;
  const steps = lastStep(run, checkpoint, options.steps);
  const { checkpointEvery = before.checkpointEvery, onNan = before.onNan } = options;
  const chosen = chooseData(before.iteration, options.data);
  const data = options.data === undefined ? run.data.folder : chosen.folder;
  const opened = await openRun(chosen.iteration, {
    classes: chosen.iteration.condition.classes,
    seed: before.seed,
    mode: before.mode,
    ...(before.precision ? { precision: before.precision } : {}),
    log,
    ...(data === undefined ? {} : { folder: data }),
    ...(options.memoryBytes === undefined ? {} : { memoryBytes: options.memoryBytes }),
    ...(signal ? { signal } : {}),
  });
  const { iteration } = opened;
  const { step } = checkpoint.state;
  const newData = hasNewData(run, checkpoint, opened, options.data !== undefined);
  const { milestones } = diskPlan(iteration, folder);
  const plannedSteps = before.plannedSteps || steps; // an imported run was planned for none
  const changed = { iteration, steps, plannedSteps, checkpointEvery, onNan };
  const runOptions: RunOptions = { ...before, ...changed };
  const { startedAt } = run.status;
  const text = describe(run, opened, steps);
  const row = await rewind(folder, step, { every: iteration.sampling.every, last: steps });
  const secondsBefore = row?.seconds ?? 0;
  const journal = new Journal(folder, steps, startedAt, secondsBefore);
  const begin = async () => {
    await writeJson(join(folder, "options.json"), runOptions);
    await writeRunFiles(folder, opened, runOptions);
    note(folder, step, "resumed", text);
    if (newData) note(folder, step, "data", opened.dataSet.description);
    log(`going on at step ${step} of ${steps}`);
    await journal.running(step);
  };
  const play: Play = {
    folder,
    options: runOptions,
    dataSet: opened.dataSet,
    journal,
    milestones,
    from: checkpoint,
    newData,
    secondsBefore,
    onProgress,
    log,
    ...(signal ? { signal } : {}),
  };
  return finishRun(play, begin, release);
}

/**
 * Goes on with a run at its newest whole checkpoint, bit for bit as if it had never stopped: rows,
 * pictures and checkpoints after it are cut first. Times and memory are columns of their own.
 * @throws ConfigError for a run that another process is at work on, that has no steps left, or
 * whose data have changed, before anything is cut.
 */
export async function resumeRun(run: Run, options: ResumeOptions = {}): Promise<Run> {
  const release = lockRun(run.folder);
  try {
    return await resumeHeld(run, options, release);
  } finally {
    release();
  }
}

import { resolve } from "node:path";
import type { Precision } from "../engine/precision.js";
import { writeJson } from "../files.js";
import { describeDifference } from "../iterations/diff.js";
import type { Iteration } from "../iterations/iteration.js";
import { isQuick } from "../iterations/scaled.js";
import { checkBudget } from "./checkBudget.js";
import { ownCheckpoints } from "./checkpointEvery.js";
import { diskPlan } from "./diskPlan.js";
import { finishRun } from "./finishRun.js";
import { Journal } from "./journal.js";
import { lockRun } from "./lock.js";
import { chooseData, openRun } from "./openRun.js";
import type { OnNan, Run, RunOptions } from "./run.js";
import { checkOut, checkpointsFolder, checkRunName, makeRunFolder } from "./runFolder.js";
import type { OnProgress } from "./runRecorder.js";
import { type NetSources, readNets, startWith } from "./startNets.js";
import { note } from "./timeline.js";
import { writeRunFiles } from "./writeRunFiles.js";

/** What a run can be given besides its iteration. */
export interface StartOptions {
  readonly seed?: number;
  /** Steps to train; the iteration's own number by default. */
  readonly steps?: number;
  /** A folder of pictures (or of MNIST's files), or another data set than the iteration's. */
  readonly data?: string;
  /** The run's own folder; one below `checkpoints/` by default. */
  readonly out?: string;
  /** The folder's name below `checkpoints/<iteration>/`; preset, seed and time by default. */
  readonly name?: string;
  /** Bytes of memory that the run may use; what is free by default. */
  readonly memoryBytes?: number;
  /** Run the steps op by op where they could be compiled. */
  readonly eager?: boolean;
  /** What the steps compute in, with float32 weights; float32 unless said. */
  readonly precision?: Precision;
  /** Steps between checkpoints; the iteration's own number by default. */
  readonly checkpointEvery?: number;
  /** What to do when a loss or a weight is not finite; `stop` by default. */
  readonly onNan?: OnNan;
  /** Measure pictures at checkpoints too, not only at the end; on unless said. */
  readonly quality?: boolean;
  /** Networks of other runs to begin with. */
  readonly nets?: NetSources;
  /** Attributes that those networks were told: data without them are refused. */
  readonly attributes?: readonly string[];
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
  readonly onProgress?: OnProgress;
}

/** The options that are kept with the run. */
function kept(iteration: Iteration, options: StartOptions): Omit<RunOptions, "mode"> {
  const { seed = 1, steps = iteration.training.steps, onNan = "stop" } = options;
  const { precision = "float32", quality = true } = options;
  const { checkpointEvery = ownCheckpoints(iteration.training) } = options;
  const quick = isQuick(iteration.preset);
  const budget = { seed, steps, plannedSteps: steps, checkpointEvery, onNan };
  return { iteration, ...budget, quick, precision, quality };
}

/**
 * Trains an iteration and keeps everything in a run folder: options, environment, data,
 * statistics, grids, checkpoints, and a page for a person. An abort ends it after the step at
 * hand, saved; an error is written into the run's status and thrown.
 * @throws ConfigError for options, data, networks or folders that cannot be used, before anything
 * is kept.
 */
export async function startRun(asked: Iteration, options: StartOptions = {}): Promise<Run> {
  const { out, name: folderName, signal, log = () => {}, onProgress = () => {} } = options;
  checkBudget(options);
  const { iteration: chosen, folder: data } = chooseData(asked, options.data);
  if (out !== undefined) checkOut(out);
  if (folderName !== undefined) checkRunName(chosen.name, folderName, out);
  const changes = (chosen.changes ?? []).map(describeDifference);
  for (const change of changes) log(`set: ${change}`);
  const opened = await openRun(chosen, {
    seed: options.seed ?? 1,
    log,
    ...(data === undefined ? {} : { folder: data }),
    ...(options.eager ? { mode: "eager" } : {}),
    ...(options.precision ? { precision: options.precision } : {}),
    ...(options.attributes ? { classes: options.attributes } : {}),
    ...(options.memoryBytes === undefined ? {} : { memoryBytes: options.memoryBytes }),
    ...(signal ? { signal } : {}),
  });
  const { iteration } = opened;
  const settings = kept(iteration, options);
  const { milestones, text } = diskPlan(iteration, out ? resolve(out) : checkpointsFolder());
  log(text);
  const nets = readNets(iteration, options.nets ?? {});
  const { seed, steps } = settings;
  const { name, preset } = iteration;
  const own = {
    ...(out === undefined ? {} : { out }),
    ...(folderName === undefined ? {} : { folderName }),
  };
  const folder = makeRunFolder({ iteration: name, preset, seed, ...own });
  const release = lockRun(folder);
  const { mode, dataSet } = opened;
  const startedFrom = Object.keys(nets.labels).length > 0 ? { startedFrom: nets.labels } : {};
  const runOptions: RunOptions = { ...settings, mode, ...startedFrom };
  const journal = new Journal(folder, steps);
  const begin = async () => {
    await writeJson(`${folder}/options.json`, runOptions);
    await writeRunFiles(folder, opened, runOptions);
    note(folder, 0, "started");
    if (changes.length > 0) note(folder, 0, "settings", changes.join("; "));
    for (const text of nets.texts) note(folder, 0, "networks", text);
    await journal.running(0);
  };
  const play = { folder, options: runOptions, dataSet, journal, milestones, onProgress, log };
  const prepare = startWith(nets);
  return finishRun({ ...play, prepare, ...(signal ? { signal } : {}) }, begin, release);
}

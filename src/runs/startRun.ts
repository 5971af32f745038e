import { join } from "node:path";
import type { Batches } from "../data/batches.js";
import type { DataSet } from "../data/dataSet.js";
import { describeFor } from "../data/describeFor.js";
import { warningsFor } from "../data/warningsFor.js";
import { describeEngine, openEngine } from "../engine/backend.js";
import { formatBytes, memoryLimitBytes } from "../engine/memory.js";
import { bestMode, describeMode, type RunnerMode } from "../engine/runner.js";
import { ConfigError, expected } from "../errors.js";
import { writeFile, writeJson } from "../files.js";
import { checkFits, describeEstimate } from "../iterations/estimate.js";
import type { Iteration } from "../iterations/iteration.js";
import { encodePng, gridImage } from "../show/grid.js";
import { Gan } from "../training/gan.js";
import { type TrainResult, train } from "../training/train.js";
import { checkBudget } from "./checkBudget.js";
import { environment } from "./environment.js";
import { FilmSchedule } from "./filmSchedule.js";
import { Journal } from "./journal.js";
import { measureRun } from "./measureRun.js";
import { openRunData } from "./openRunData.js";
import { Run, type RunOptions } from "./run.js";
import { prepareOf, runBatches } from "./runBatches.js";
import { runData } from "./runData.js";
import { checkOut, makeRunFolder } from "./runFolder.js";
import { type OnProgress, RunRecorder } from "./runRecorder.js";

/** What a run can be given besides its iteration. */
export interface StartOptions {
  readonly seed?: number;
  /** Steps to train; the iteration's own number by default. */
  readonly steps?: number;
  /** A folder of pictures (or of MNIST's files) in place of the iteration's data set. */
  readonly data?: string;
  /** The run's own folder; one below `checkpoints/` by default. */
  readonly out?: string;
  /** Bytes of memory that the run may use; the container's or machine's by default. */
  readonly memoryBytes?: number;
  /** Run the steps op by op where they could be compiled. */
  readonly eager?: boolean;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
  readonly onProgress?: OnProgress;
}

/** Everything that is known before the first step. */
interface Prepared {
  readonly iteration: Iteration;
  readonly dataSet: DataSet;
  /** The training's own sequence; `play` closes it. */
  readonly batches: Batches;
  readonly seed: number;
  readonly steps: number;
  readonly mode: RunnerMode;
  readonly folder: string;
  readonly journal: Journal;
}

/** Refuses what cannot work before anything is opened. */
function check(iteration: Iteration, options: StartOptions, memoryBytes: number): void {
  checkBudget(options);
  if (options.data === "") throw new ConfigError(expected("--data", "a folder", ""));
  if (options.out !== undefined) checkOut(options.out);
  checkFits(iteration, memoryBytes, { mode: options.eager ? "eager" : "compiled" });
}

/** What is about to happen: data and cost. */
function announce(
  dataSet: DataSet,
  iteration: Iteration,
  mode: RunnerMode,
  memoryBytes: number,
): string[] {
  const cost = describeEstimate(
    checkFits(iteration, memoryBytes, { mode, pictures: dataSet.count }),
  );
  return [
    `data: ${describeFor(dataSet, prepareOf(iteration))}`,
    ...warningsFor(dataSet).map((warning) => `data: ${warning}`),
    `cost: ${cost}, of ${formatBytes(memoryBytes)}`,
  ];
}

/** Steps between checkpoints where the script kept few or none: a crash shall not cost more. */
const OWN_CHECKPOINTS = 500;

function checkpointEvery({ checkpointEvery: every }: Iteration["training"]): number {
  return every === "never" ? OWN_CHECKPOINTS : Math.min(every, OWN_CHECKPOINTS);
}

/** Trains, measures, and saves as it goes. */
async function play(prepared: Prepared, options: StartOptions): Promise<TrainResult> {
  const { iteration, dataSet, batches, seed, steps, mode, folder, journal } = prepared;
  const { signal, onProgress = () => {} } = options;
  const { training, sampling } = iteration;
  const gan = new Gan(iteration, seed, mode);
  const measured = runBatches(dataSet, iteration, seed);
  try {
    const result = await train({
      game: gan,
      nextBatch: () => batches.next(),
      record: new RunRecorder(folder, journal, gan, batches, new FilmSchedule(steps), onProgress),
      batchSize: training.batchSize,
      from: 0,
      steps,
      pictureEvery: sampling.every,
      checkpointEvery: checkpointEvery(training),
      ...(signal ? { signal } : {}),
    });
    if (result.done > 0) {
      await writeJson(join(folder, "measures.json"), await measureRun(gan, measured, result.done));
    }
    return result;
  } finally {
    measured.close();
    batches.close();
    gan.dispose();
  }
}

/**
 * Trains an iteration and keeps everything in a run folder: options, environment, data,
 * statistics, grids, checkpoints, and a page for a person. An abort ends it after the step at
 * hand, saved; an error is written into the run's status and thrown.
 * @throws ConfigError for options, data or folders that cannot be used, before anything is kept.
 */
export async function startRun(iteration: Iteration, options: StartOptions = {}): Promise<Run> {
  const { seed = 1, steps = iteration.training.steps, out, log = () => {} } = options;
  const { memoryBytes = memoryLimitBytes() } = options;
  check(iteration, options, memoryBytes);
  const dataSet = await openRunData(iteration, options);
  const { data, sheet } = await runData(dataSet, iteration, seed);
  const engine = openEngine();
  const mode = options.eager ? "eager" : bestMode();
  log(describeEngine(engine));
  log(describeMode(mode));
  for (const line of announce(dataSet, iteration, mode, memoryBytes)) log(line);
  const batches = runBatches(dataSet, iteration, seed); // refuses a set smaller than a batch
  const { name, preset } = iteration;
  const folder = makeRunFolder({
    iteration: name,
    preset,
    seed,
    ...(out === undefined ? {} : { out }),
  });
  const quick = preset.endsWith("-quick");
  const runOptions: RunOptions = { iteration, seed, steps, quick, mode };
  const journal = new Journal(folder, steps);
  try {
    await writeJson(join(folder, "options.json"), runOptions);
    await writeJson(join(folder, "environment.json"), environment(engine));
    await writeJson(join(folder, "data.json"), data);
    await writeFile(join(folder, "reals.png"), await encodePng(gridImage(sheet, { columns: 8 })));
    await journal.running(0);
    const prepared = { iteration, dataSet, batches, seed, steps, mode, folder, journal };
    const { stopped, done } = await play(prepared, options);
    await journal.ended(stopped ? "stopped" : "complete", done);
  } catch (error) {
    await journal.failed(error);
    throw error;
  }
  return new Run(folder);
}

import { join } from "node:path";
import { Batches } from "../data/batches.js";
import type { DataSet, Prepare } from "../data/dataSet.js";
import { describeFor } from "../data/describeFor.js";
import { openDataSet } from "../data/openDataSet.js";
import { warningsFor } from "../data/warningsFor.js";
import { describeEngine, type Engine, openEngine } from "../engine/backend.js";
import { formatBytes, memoryLimitBytes } from "../engine/memory.js";
import type { Figures } from "../engine/step.js";
import { messageOf } from "../errors.js";
import { appendLine, writeFile, writeJson } from "../files.js";
import { checkFits, describeEstimate } from "../iterations/estimate.js";
import type { Iteration } from "../iterations/iteration.js";
import { Gan } from "../training/gan.js";
import type { Progress } from "../training/progress.js";
import { type Recorder, type TrainResult, train } from "../training/train.js";
import { writeCheckpoint } from "./checkpoint.js";
import { environment } from "./environment.js";
import { measureRun } from "./measureRun.js";
import { Pictures } from "./pictures.js";
import { Run, type RunData, type RunOptions } from "./run.js";
import { makeRunFolder } from "./runFolder.js";
import { runPage } from "./runPage.js";
import { type RunStatus, writeStatus } from "./status.js";

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
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
  /** Called after every step, with a picture whenever one was drawn. */
  readonly onProgress?: (progress: Progress, gridPng?: Uint8Array) => void;
}

/** What the run's data are, as the discriminator will see them. */
async function dataOf(dataSet: DataSet, batches: Batches, iteration: Iteration): Promise<RunData> {
  const { images } = await batches.next();
  const factor = { raw255: [1, 0], unit01: [1 / 255, 0], sym11: [2 / 255, -1] }[
    iteration.data.scaling
  ];
  const [slope = 1, shift = 0] = factor;
  let [min, max, sum] = [255, 0, 0];
  for (const byte of images.data) {
    min = Math.min(min, byte);
    max = Math.max(max, byte);
    sum += byte;
  }
  const { name, origin, count, manifestHash, unreadable } = dataSet;
  const scaled = {
    min: min * slope + shift,
    max: max * slope + shift,
    mean: (sum / images.data.length) * slope + shift,
  };
  const description = describeFor(dataSet, prepareOf(iteration));
  return { set: name, origin, description, count, manifestHash, unreadable, scaled };
}

function prepareOf({ data }: Iteration): Prepare {
  const { imageSize, channels, resize, flip } = data;
  return { imageSize, channels, resize, flip };
}

function openBatches(dataSet: DataSet, iteration: Iteration, seed: number): Batches {
  const { data, training } = iteration;
  const { batchSize } = training;
  return new Batches(dataSet, {
    batchSize,
    prepare: prepareOf(iteration),
    seed,
    order: data.order,
  });
}

/** Writes what a run leaves as it goes. */
class RunRecorder implements Recorder {
  private progress: Progress | undefined;

  constructor(
    private readonly folder: string,
    private readonly gan: Gan,
    private readonly batches: Batches,
    private readonly pictures: Pictures,
    private readonly onProgress: NonNullable<StartOptions["onProgress"]>,
    private readonly status: (step: number) => Promise<void>,
  ) {}

  log(done: number, figures: Figures, progress: Progress): void {
    const { kimg, elapsedSeconds, imagesPerSecond, memoryMiB } = progress;
    const round = (value: number) => Number(value.toFixed(3));
    const row = {
      step: done,
      kimg,
      ...figures,
      seconds: round(elapsedSeconds),
      imagesPerSecond: round(imagesPerSecond),
      memoryMiB: Math.round(memoryMiB),
    };
    appendLine(join(this.folder, "stats.jsonl"), JSON.stringify(row));
    this.progress = progress;
    this.onProgress(progress);
  }

  async picture(done: number): Promise<void> {
    const png = await this.pictures.draw(done);
    if (this.progress) this.onProgress(this.progress, png);
  }

  async checkpoint(done: number): Promise<void> {
    await writeCheckpoint(this.folder, done, this.gan, this.batches.state());
    await this.status(done);
  }
}

/** Says what is about to happen: engine, data, cost. */
function announce(
  engine: Engine,
  dataSet: DataSet,
  iteration: Iteration,
  memoryBytes: number,
  log: (line: string) => void,
): void {
  log(describeEngine(engine));
  log(`data: ${describeFor(dataSet, prepareOf(iteration))}`);
  for (const warning of warningsFor(dataSet)) log(`data: ${warning}`);
  for (const { file, reason } of dataSet.unreadable) log(`data: left out ${file}: ${reason}`);
  log(
    `cost: ${describeEstimate(checkFits(iteration, memoryBytes))}, of ${formatBytes(memoryBytes)}`,
  );
}

/**
 * Trains an iteration and keeps everything in a run folder: options, environment, data,
 * statistics, grids, checkpoints, and a page for a person. An abort ends it after the step at
 * hand, saved; an error is written into the run's status and thrown.
 */
export async function startRun(iteration: Iteration, options: StartOptions = {}): Promise<Run> {
  const {
    seed = 1,
    log = () => {},
    memoryBytes = memoryLimitBytes(),
    signal,
    onProgress = () => {},
  } = options;
  const steps = options.steps ?? iteration.training.steps;
  checkFits(iteration, memoryBytes);
  const engine = openEngine();
  const dataSet = await openDataSet(iteration.data.set, {
    log,
    ...(options.data === undefined ? {} : { folder: options.data }),
    ...(signal ? { signal } : {}),
  });
  announce(engine, dataSet, iteration, memoryBytes, log);
  const looked = openBatches(dataSet, iteration, seed);
  const data = await dataOf(dataSet, looked, iteration);
  looked.close();
  const folder = makeRunFolder({
    iteration: iteration.name,
    preset: iteration.preset,
    seed,
    ...(options.out === undefined ? {} : { out: options.out }),
  });
  const quick = iteration.preset.endsWith("-quick");
  const runOptions: RunOptions = { iteration, seed, steps, quick, mode: "eager" };
  await writeJson(join(folder, "options.json"), runOptions);
  await writeJson(join(folder, "environment.json"), environment(engine));
  await writeJson(join(folder, "data.json"), data);
  const batches = openBatches(dataSet, iteration, seed);
  const begun = { startedAt: new Date().toISOString(), steps, pid: process.pid };
  const startedMs = performance.now();
  let reached = 0;
  const report = async (state: RunStatus["state"], step: number, more: Partial<RunStatus> = {}) => {
    reached = step;
    await writeStatus(folder, { state, step, ...begun, ...more });
  };
  const end = () => ({
    finishedAt: new Date().toISOString(),
    seconds: Math.round(performance.now() - startedMs) / 1000,
  });
  await report("running", 0);
  const gan = new Gan(iteration, seed);
  const pictures = new Pictures(gan, folder);
  const record = new RunRecorder(folder, gan, batches, pictures, onProgress, (step) =>
    report("running", step),
  );
  try {
    const { training, sampling } = iteration;
    const result: TrainResult = await train({
      game: gan,
      nextBatch: () => batches.next(),
      record,
      batchSize: training.batchSize,
      from: 0,
      steps,
      pictureEvery: sampling.every,
      checkpointEvery: training.checkpointEvery,
      ...(signal ? { signal } : {}),
    });
    const reals = openBatches(dataSet, iteration, seed);
    await writeJson(join(folder, "measures.json"), await measureRun(gan, reals, result.done));
    reals.close();
    await report(result.stopped ? "stopped" : "complete", result.done, end());
  } catch (error) {
    await report("failed", reached, { ...end(), error: messageOf(error) });
    throw error;
  } finally {
    batches.close();
    gan.dispose();
  }
  const run = new Run(folder);
  await writeFile(join(folder, "README.md"), runPage(run));
  return run;
}

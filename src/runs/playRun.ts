import { join } from "node:path";
import { dispose, type Tensor } from "@tensorflow/tfjs-core";
import type { DataSet } from "../data/dataSet.js";
import { writeJson } from "../files.js";
import { Divergence } from "../training/divergence.js";
import { Gan } from "../training/gan.js";
import { type TrainResult, train } from "../training/train.js";
import { type Checkpoint, readArrays } from "./checkpoint.js";
import type { Journal } from "./journal.js";
import { measureRun, picturesFor, realsFrom } from "./measureRun.js";
import { QualityRows } from "./qualityRows.js";
import { rollBack } from "./rollBack.js";
import type { RunOptions } from "./run.js";
import { runBatches } from "./runBatches.js";
import { type OnProgress, previewLatents, RunRecorder } from "./runRecorder.js";

/** Everything that is known before the first step of a run, or of its continuation. */
export interface Play {
  readonly folder: string;
  readonly options: RunOptions;
  readonly dataSet: DataSet;
  readonly journal: Journal;
  readonly milestones: number;
  /** Where to go on; the beginning if left out. */
  readonly from?: Checkpoint;
  /** The data set is another one than the checkpoint's: its order begins. */
  readonly newData?: boolean;
  /** What the steps until there took. */
  readonly secondsBefore?: number;
  /** How often the run has been rolled back without getting any further. */
  readonly rollbacks?: number;
  /** Changes a game before its first step. */
  readonly prepare?: (gan: Gan) => void;
  readonly makeGan?: (options: RunOptions) => Gan;
  readonly signal?: AbortSignal;
  readonly onProgress: OnProgress;
  readonly log: (line: string) => void;
}

const ganOf = ({ iteration, seed, mode, precision }: RunOptions) =>
  new Gan(iteration, seed, mode, precision);

/** Gives a game the state of a checkpoint. @returns the run's preview latents. */
function restore(gan: Gan, checkpoint: Checkpoint): Float32Array | undefined {
  const { [previewLatents]: preview, ...arrays } = readArrays(checkpoint);
  gan.restore(arrays, checkpoint.state.game);
  const latents = preview?.dataSync() as Float32Array | undefined;
  dispose([...Object.values(arrays), ...(preview ? [preview] : [])] as Tensor[]);
  return latents?.slice();
}

/** Trains from where `play` begins to its end or a stop, measures, and saves as it goes. */
async function playOnce(play: Play): Promise<TrainResult> {
  const { folder, options, dataSet, from, newData = false, signal, makeGan = ganOf } = play;
  const { iteration, seed } = options;
  const { manifestHash } = dataSet;
  const gan = makeGan(options);
  const batches = runBatches(
    dataSet,
    iteration,
    seed,
    newData ? undefined : (from?.state.data ?? undefined),
  );
  const measured = runBatches(dataSet, iteration, seed);
  const measuredAtEnd = runBatches(dataSet, iteration, seed);
  try {
    const latents = from && restore(gan, from);
    if (!from) play.prepare?.(gan);
    const seen = options.plannedSteps * iteration.training.batchSize;
    const quality = new QualityRows(folder, gan, () => realsFrom(measured, picturesFor(seen)));
    const record = new RunRecorder({
      ...play,
      gan,
      batches,
      manifestHash,
      ...(options.quality ? { quality } : {}),
      ...(latents ? { latents } : {}),
    });
    const step = from?.state.step ?? 0;
    if (newData) await record.checkpoint(step); // the order of the old set is of no use any more
    const result = await train({
      game: gan,
      nextBatch: () => batches.next(),
      record,
      batchSize: iteration.training.batchSize,
      from: step,
      steps: options.steps,
      secondsBefore: play.secondsBefore ?? 0,
      pictureEvery: iteration.sampling.every,
      checkpointEvery: options.checkpointEvery,
      ...(signal ? { signal } : {}),
    });
    if (result.done > 0) {
      const count = picturesFor(result.done * iteration.training.batchSize);
      const reals = await realsFrom(measuredAtEnd, count);
      await writeJson(join(folder, "measures.json"), measureRun(gan, reals, result.done));
    }
    return result;
  } finally {
    measured.close();
    measuredAtEnd.close();
    batches.close();
    gan.dispose();
  }
}

/**
 * Plays a run to its end or a stop. A divergence ends it, or, with `onNan: "rollback"`, takes it
 * back to its last good checkpoint, where it goes on at half the learning rates.
 */
export async function playRun(play: Play): Promise<TrainResult> {
  for (let current = play; ; ) {
    try {
      return await playOnce(current);
    } catch (error) {
      if (!(error instanceof Divergence) || current.options.onNan === "stop") throw error;
      current = await rollBack(current, error);
    }
  }
}

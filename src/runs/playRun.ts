import { join } from "node:path";
import type { DataSet } from "../data/dataSet.js";
import { writeJson } from "../files.js";
import { Divergence } from "../training/divergence.js";
import { type TrainResult, train } from "../training/train.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Journal } from "./journal.js";
import { rollBack } from "./rollBack.js";
import type { RunOptions } from "./run.js";
import { type OnProgress, RunRecorder } from "./runRecorder.js";
import { type Prepare, type Stage, type Staging, stageLatents } from "./stage.js";
import { stageTranslation } from "./translation/stageTranslation.js";

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
  readonly prepare?: Prepare;
  readonly makeGan?: NonNullable<Staging["makeGan"]>;
  readonly signal?: AbortSignal;
  readonly onProgress: OnProgress;
  readonly log: (line: string) => void;
}

/** Trains from where `play` begins to its end or a stop, measures, and saves as it goes. */
async function playStaged<Pictures>(play: Play, stage: Stage<Pictures>): Promise<TrainResult> {
  const { folder, options, dataSet, from, newData = false, signal } = play;
  const { iteration } = options;
  const { game, batches, exhibit } = stage;
  try {
    const record = new RunRecorder({
      ...play,
      game,
      exhibit,
      batches,
      manifestHash: dataSet.manifestHash,
      ...(options.quality && stage.quality ? { quality: stage.quality } : {}),
    });
    const step = from?.state.step ?? 0;
    if (newData) await record.checkpoint(step); // the order of the old set is of no use any more
    const result = await train({
      game,
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
      await writeJson(join(folder, "measures.json"), await exhibit.measure(result.done));
    }
    return result;
  } finally {
    stage.close();
  }
}

/** Sets the stage for the kind of game that the iteration is, and plays. */
async function playOnce(play: Play): Promise<TrainResult> {
  return play.options.iteration.translation.kind === "none"
    ? playStaged(play, stageLatents(play))
    : playStaged(play, await stageTranslation(play));
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

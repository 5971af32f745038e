import { setImmediate } from "node:timers/promises";
import type { Figures } from "../engine/step.js";
import type { Images } from "../shape.js";
import { checkArrays, checkFigures } from "./divergence.js";
import type { Game } from "./game.js";
import type { Progress } from "./progress.js";
import { Speed } from "./speed.js";

/** What a run keeps of its training. `done` counts the steps played so far. */
export interface Recorder {
  log(done: number, figures: Figures, progress: Progress): Promise<void>;
  picture(done: number): Promise<void>;
  /** A chance to keep a frame of the training's film: before the first step, and after each. */
  frame(done: number): Promise<void>;
  checkpoint(done: number): Promise<void>;
  /** Whether a checkpoint that found no room would find it now. */
  owed(): boolean;
  /** Returns when everything is kept. */
  settle(signal?: AbortSignal): Promise<void>;
}

/** Everything the loop needs. */
export interface TrainOptions<Pictures = Images> {
  readonly game: Game<Pictures>;
  readonly nextBatch: () => Promise<{ readonly images: Pictures; readonly told?: Float32Array }>;
  readonly record: Recorder;
  readonly batchSize: number;
  /** Steps already done, and steps at the end. */
  readonly from: number;
  readonly steps: number;
  /** What the steps already done took. */
  readonly secondsBefore?: number;
  readonly pictureEvery: number;
  readonly checkpointEvery: number;
  /** Stop: the step at hand is finished and everything is saved. */
  readonly signal?: AbortSignal;
}

/** How a training ended. */
export interface TrainResult {
  readonly done: number;
  readonly stopped: boolean;
}

/** Steps between two looks at every array; a loss may stay finite for long where a sigmoid caps it. */
const LOOK_EVERY = 50;

/**
 * The training loop: a batch, the game's step, the log; pictures and checkpoints when due; stop
 * when asked. Between steps the event loop turns once, so that a Stop is heard.
 * @throws Divergence as soon as a figure or an array is not finite; such a state is never saved.
 */
export async function train<Pictures>(options: TrainOptions<Pictures>): Promise<TrainResult> {
  const { game, record, steps, signal, pictureEvery, checkpointEvery } = options;
  const speed = new Speed(options);
  let done = options.from;
  let saved = done;
  const save = async () => {
    checkArrays(game.tensors, done);
    await record.checkpoint(done);
    saved = done;
  };
  if (done === 0) {
    await record.picture(0);
    await record.frame(0);
    await save();
    game.forget();
  }
  while (done < steps && !signal?.aborted) {
    const { images, told } = await options.nextBatch();
    const figures = game.play(images, done, told); // balance, discriminator, generator
    done++;
    checkFigures(figures, done);
    await record.log(done, figures, speed.after(done, figures));
    if (done % LOOK_EVERY === 0) checkArrays(game.tensors, done);
    await record.frame(done);
    if (done % pictureEvery === 0 || done === steps) await record.picture(done);
    if (done % checkpointEvery === 0 || done === steps || record.owed()) await save();
    game.forget();
    await setImmediate();
  }
  const stopped = done < steps;
  if (stopped && saved !== done) {
    await record.picture(done);
    await save();
  }
  await record.settle(signal);
  return { done, stopped };
}

import { setImmediate } from "node:timers/promises";
import type { Figures } from "../engine/step.js";
import { ConfigError } from "../errors.js";
import type { Images } from "../shape.js";
import type { Game } from "./game.js";
import type { Progress } from "./progress.js";
import { Speed } from "./speed.js";

/** What a run keeps of its training. `done` counts the steps played so far. */
export interface Recorder {
  log(done: number, figures: Figures, progress: Progress): void;
  picture(done: number): Promise<void>;
  /** A chance to keep a frame of the training's film: before the first step, and after each. */
  frame(done: number): Promise<void>;
  checkpoint(done: number): Promise<void>;
}

/** Everything the loop needs. */
export interface TrainOptions {
  readonly game: Game;
  readonly nextBatch: () => Promise<{ readonly images: Images }>;
  readonly record: Recorder;
  readonly batchSize: number;
  /** Steps already done, and steps at the end. */
  readonly from: number;
  readonly steps: number;
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

/** Not-a-number or infinity in a figure means the game is lost: better to stop than to go on. */
function checkFinite(figures: Figures, step: number): void {
  for (const [name, value] of Object.entries(figures)) {
    if (Number.isFinite(value)) continue;
    throw new ConfigError(
      `${name} at step ${step}: expected a finite number, got ${value}; training has diverged`,
    );
  }
}

/**
 * The training loop: a batch, the game's step, the log; pictures and checkpoints when due; stop
 * when asked. Between steps the event loop turns once, so that a Stop is heard.
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const { game, record, steps, signal } = options;
  const speed = new Speed(options);
  let done = options.from;
  if (done === 0) {
    await record.picture(0);
    await record.frame(0);
    await record.checkpoint(0);
  }
  while (done < steps && !signal?.aborted) {
    const { images } = await options.nextBatch();
    const figures = game.play(images, done); // balance, discriminator, generator
    done++;
    record.log(done, figures, speed.after(done, figures));
    checkFinite(figures, done);
    await record.frame(done);
    if (done % options.pictureEvery === 0 || done === steps) await record.picture(done);
    if (done % options.checkpointEvery === 0 || done === steps) await record.checkpoint(done);
    await setImmediate();
  }
  const stopped = done < steps;
  if (stopped && done > options.from) {
    await record.picture(done);
    await record.checkpoint(done);
  }
  return { done, stopped };
}

import type { Figures } from "../engine/step.js";
import type { Progress } from "./progress.js";

/** Weight of the old average of a step's duration. */
const SMOOTHING = 0.95;

/** Keeps time for a training run: images a second, time left, memory. */
export class Speed {
  private readonly startedMs = performance.now();
  private lastMs = this.startedMs;
  private stepMs: number | undefined;

  constructor(
    private readonly run: {
      readonly from: number;
      readonly steps: number;
      readonly batchSize: number;
      readonly secondsBefore?: number;
    },
  ) {}

  /** Where the run stands after step `done`; called once a step. */
  after(done: number, figures: Figures): Progress {
    const now = performance.now();
    const took = now - this.lastMs;
    this.lastMs = now;
    const first = done - this.run.from <= 2; // the first steps also warm TensorFlow up
    this.stepMs =
      this.stepMs === undefined || first ? took : SMOOTHING * this.stepMs + (1 - SMOOTHING) * took;
    const { steps, batchSize, secondsBefore = 0 } = this.run;
    return {
      step: done,
      steps,
      kimg: (done * batchSize) / 1000,
      imagesPerSecond: (1000 * batchSize) / this.stepMs,
      elapsedSeconds: secondsBefore + (now - this.startedMs) / 1000,
      etaSeconds: ((steps - done) * this.stepMs) / 1000,
      memoryMiB: process.memoryUsage.rss() / 1024 ** 2,
      figures,
    };
  }
}

import { join } from "node:path";
import type { Batches } from "../data/batches.js";
import type { Figures } from "../engine/step.js";
import { appendLine } from "../files.js";
import type { Gan } from "../training/gan.js";
import type { Progress } from "../training/progress.js";
import type { Recorder } from "../training/train.js";
import { writeCheckpoint } from "./checkpoint.js";
import { FilmFrames } from "./filmFrames.js";
import type { FilmSchedule } from "./filmSchedule.js";
import type { Journal } from "./journal.js";
import { Pictures } from "./pictures.js";

/** Called after every step, with a picture whenever one was drawn. */
export type OnProgress = (progress: Progress, gridPng?: Uint8Array) => void;

const rounded = (value: number) => Number(value.toFixed(3));

/** Writes what a run leaves as it goes: a row a step, grids, frames of its film, checkpoints. */
export class RunRecorder implements Recorder {
  private readonly pictures: Pictures;
  private readonly film: FilmFrames;
  private progress: Progress | undefined;

  constructor(
    private readonly folder: string,
    private readonly journal: Journal,
    private readonly gan: Gan,
    private readonly batches: Batches,
    private readonly schedule: FilmSchedule,
    private readonly onProgress: OnProgress,
  ) {
    this.pictures = new Pictures(gan, folder);
    this.film = new FilmFrames(gan, folder);
  }

  log(done: number, figures: Figures, progress: Progress): void {
    const { kimg, elapsedSeconds, imagesPerSecond, memoryMiB } = progress;
    const row = {
      step: done,
      kimg,
      ...figures,
      seconds: rounded(elapsedSeconds),
      imagesPerSecond: rounded(imagesPerSecond),
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

  async frame(done: number): Promise<void> {
    if (this.schedule.isDue(done)) await this.film.keep(done);
  }

  async checkpoint(done: number): Promise<void> {
    await writeCheckpoint(this.folder, done, this.gan, this.batches.state());
    await this.journal.running(done);
  }
}

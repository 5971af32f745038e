import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BatchesState } from "../data/batches.js";
import type { Figures, Tensors } from "../engine/step.js";
import { ConfigError, expected, messageOf } from "../errors.js";
import { appendLines, freeBytes, isFullDisk, removeFolder, sync, writeFile } from "../files.js";
import type { Game } from "../training/game.js";
import { latentTensor } from "../training/latents.js";
import type { Progress } from "../training/progress.js";
import type { Recorder } from "../training/train.js";
import { type CheckpointState, checkpointSteps, writeCheckpoint } from "./checkpoint.js";
import type { Exhibit } from "./exhibit.js";
import { FilmSchedule } from "./filmSchedule.js";
import type { Journal } from "./journal.js";
import { Outbox } from "./outbox.js";
import type { PictureFile } from "./pictures.js";
import { isMeasured, type QualityRows } from "./qualityRows.js";
import { keptSteps } from "./retention.js";
import { type RunOptions, stepName } from "./run.js";
import { note } from "./timeline.js";

/** Called after every step, with a picture whenever one was drawn. */
export type OnProgress = (progress: Progress, gridPng?: Uint8Array) => void;

/** Name of the preview latents, or pictures, among a checkpoint's arrays. */
export const previewLatents = "preview/latents";

const rounded = (value: number) => Number(value.toFixed(3));

/** Everything a recorder writes, and where. */
export interface Recorded {
  readonly folder: string;
  readonly options: RunOptions;
  readonly manifestHash: string;
  readonly journal: Journal;
  readonly game: Pick<Game, "tensors" | "plainState">;
  readonly exhibit: Exhibit;
  readonly batches: { state(): BatchesState };
  /** Checkpoints that stay besides the first and the newest. */
  readonly milestones: number;
  /** Measures the pictures of some checkpoints. */
  readonly quality?: QualityRows;
  readonly onProgress: OnProgress;
  readonly log: (line: string) => void;
}

/** Writes what a run leaves as it goes: a row a step, grids, frames of its film, checkpoints. */
export class RunRecorder implements Recorder {
  private readonly schedule: FilmSchedule;
  private readonly outbox: Outbox;
  private progress: Progress | undefined;
  /** The newest step that found no room, and whether room is worth looking for before the next. */
  private unsaved: { readonly step: number; readonly look: boolean } | undefined;

  constructor(private readonly run: Recorded) {
    this.schedule = new FilmSchedule(run.options.plannedSteps);
    this.outbox = new Outbox(run.log);
  }

  async log(done: number, figures: Figures, progress: Progress): Promise<void> {
    const { kimg, elapsedSeconds, imagesPerSecond, memoryMiB } = progress;
    const row = {
      step: done,
      kimg,
      ...figures,
      seconds: rounded(elapsedSeconds),
      imagesPerSecond: rounded(imagesPerSecond),
      memoryMiB: Math.round(memoryMiB),
    };
    await this.outbox.write(() => appendLines(this.statistics, [JSON.stringify(row)]));
    this.progress = progress;
    this.run.onProgress(progress);
  }

  async picture(done: number): Promise<void> {
    const files = await this.run.exhibit.draw(done);
    await this.keep("grids", files);
    if (this.progress) this.run.onProgress(this.progress, files[0]?.png);
  }

  async frame(done: number): Promise<void> {
    if (this.schedule.isDue(done)) await this.keep("film", [await this.run.exhibit.frame(done)]);
  }

  async checkpoint(done: number): Promise<void> {
    const { quality, options } = this.run;
    const row = isMeasured(done, options.checkpointEvery) && (await quality?.row(done));
    if (row) await this.outbox.write(row);
    try {
      await this.save(done);
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      this.putOff(done, messageOf(error));
    }
  }

  owed(): boolean {
    return this.unsaved?.look === true && this.hasRoom();
  }

  async settle(signal?: AbortSignal): Promise<void> {
    let said = false;
    for (;;) {
      if (this.unsaved && this.hasRoom()) await this.checkpoint(this.unsaved.step);
      await this.outbox.write();
      if (!this.unsaved && this.outbox.empty) return;
      if (signal?.aborted) {
        throw new ConfigError(expected(this.run.folder, "room to save the run", "a full disk"));
      }
      if (!said) this.run.log("disk full: waiting for room to save the run (Stop gives it up)");
      said = true;
      await sleep(500);
    }
  }

  private async keep(where: "grids" | "film", files: readonly PictureFile[]): Promise<void> {
    const writing = ({ name, png }: PictureFile) => {
      const path = join(this.run.folder, where, name);
      return () => writeFile(path, png);
    };
    await this.outbox.write(...files.map(writing));
  }

  private get statistics(): string {
    return join(this.run.folder, "stats.jsonl");
  }

  private hasRoom(): boolean {
    const arrays = Object.values(this.run.game.tensors);
    const bytes = arrays.reduce((sum, { size }) => sum + 4 * size, 2 ** 16);
    return freeBytes(this.run.folder) > bytes;
  }

  private async save(done: number): Promise<void> {
    const { folder, options, manifestHash, journal, game, exhibit, batches, log, milestones } =
      this.run;
    if (done > 0 && this.outbox.empty) sync(this.statistics); // rows before the step they lead to
    const latents = latentTensor(exhibit.preview.values, exhibit.preview.shape);
    const arrays: Tensors = { ...game.tensors, [previewLatents]: latents };
    const data = { manifestHash, ...batches.state() };
    const state: CheckpointState = {
      format: 1,
      step: done,
      options,
      game: game.plainState(),
      data,
    };
    try {
      await writeCheckpoint(folder, state, arrays);
    } finally {
      latents.dispose();
    }
    if (this.unsaved) log(`room again: step ${done} is saved`);
    this.unsaved = undefined;
    const steps = checkpointSteps(folder);
    const kept = new Set(keptSteps(steps, { every: options.checkpointEvery, milestones }));
    for (const step of steps) if (!kept.has(step)) removeFolder(join(folder, stepName(step)));
    await journal.running(done);
  }

  private putOff(done: number, reason: string): void {
    const { folder, log } = this.run;
    if (!this.unsaved) {
      log(`step ${done} is not saved: ${reason}; training goes on and saves when there is room`);
      note(folder, done, "not saved", "the disk is full");
    }
    this.unsaved = { step: done, look: !this.hasRoom() };
  }
}

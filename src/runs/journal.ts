import { join } from "node:path";
import { messageOf } from "../errors.js";
import { isFullDisk, writeFile } from "../files.js";
import { ownMark } from "./processes.js";
import { Run } from "./run.js";
import { runPage } from "./runPage.js";
import { type RunStatus, writeStatus } from "./status.js";
import { note } from "./timeline.js";

/** Keeps a run's `status.json` and its page true from beginning to end. */
export class Journal {
  private readonly startedMs = performance.now();
  private readonly mark = ownMark();
  private step = 0;

  constructor(
    private readonly folder: string,
    private readonly steps: number,
    /** When the run first began, and what it took until now. */
    private readonly startedAt = new Date().toISOString(),
    private readonly secondsBefore = 0,
  ) {}

  /** Training is at `step`, and everything up to there is saved; a full disk has to wait for that. */
  async running(step: number): Promise<void> {
    try {
      await this.write("running", step);
    } catch (error) {
      if (!isFullDisk(error)) throw error;
    }
  }

  /** The run came to its end, or was stopped there. */
  async ended(state: "complete" | "stopped", step: number): Promise<void> {
    note(this.folder, step, state === "complete" ? "completed" : "stopped");
    await this.write(state, step, this.times());
  }

  /** Notes an error, if that can still be written: the caller throws the error itself. */
  async failed(error: unknown): Promise<void> {
    try {
      note(this.folder, this.step, "failed", messageOf(error));
      await this.write("failed", this.step, { ...this.times(), error: messageOf(error) });
    } catch {
      // a disk that is full has no room for this either; without it the run counts as incomplete
    }
  }

  private times() {
    return {
      finishedAt: new Date().toISOString(),
      seconds: Math.round(1000 * this.secondsBefore + performance.now() - this.startedMs) / 1000,
    };
  }

  private async write(state: RunStatus["state"], step: number, more: Partial<RunStatus> = {}) {
    const { startedAt, steps, mark } = this;
    this.step = step;
    await writeStatus(this.folder, { state, step, steps, startedAt, ...more, ...mark });
    await writeFile(join(this.folder, "README.md"), runPage(new Run(this.folder)));
  }
}

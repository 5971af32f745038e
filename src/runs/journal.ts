import { join } from "node:path";
import { messageOf } from "../errors.js";
import { writeFile } from "../files.js";
import { ownMark } from "./processes.js";
import { Run } from "./run.js";
import { runPage } from "./runPage.js";
import { type RunStatus, writeStatus } from "./status.js";

/** Keeps a run's `status.json` and its page true from beginning to end. */
export class Journal {
  private readonly startedAt = new Date().toISOString();
  private readonly startedMs = performance.now();
  private readonly mark = ownMark();
  private step = 0;

  constructor(
    private readonly folder: string,
    private readonly steps: number,
  ) {}

  /** Training is at `step`, and everything up to there is saved. */
  async running(step: number): Promise<void> {
    await this.write("running", step);
  }

  /** The run came to its end, or was stopped there. */
  async ended(state: "complete" | "stopped", step: number): Promise<void> {
    await this.write(state, step, this.times());
  }

  /** Notes an error, if that can still be written: the caller throws the error itself. */
  async failed(error: unknown): Promise<void> {
    try {
      await this.write("failed", this.step, { ...this.times(), error: messageOf(error) });
    } catch {
      // a disk that is full has no room for this either; without it the run counts as incomplete
    }
  }

  private times() {
    return {
      finishedAt: new Date().toISOString(),
      seconds: Math.round(performance.now() - this.startedMs) / 1000,
    };
  }

  private async write(state: RunStatus["state"], step: number, more: Partial<RunStatus> = {}) {
    const { startedAt, steps, mark } = this;
    this.step = step;
    await writeStatus(this.folder, { state, step, steps, startedAt, ...more, ...mark });
    await writeFile(join(this.folder, "README.md"), runPage(new Run(this.folder)));
  }
}

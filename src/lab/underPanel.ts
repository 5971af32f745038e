import { gridMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import { livePanel } from "../show/panel.js";
import type { Progress } from "../training/progress.js";
import { stopButton } from "./stopButton.js";

/** How a training is followed and stopped. */
export interface Followed {
  /** Where lines of text go outside a notebook. */
  readonly log?: (line: string) => void;
  /** Stops the run after the step at hand; in a notebook the Stop button does. */
  readonly signal?: AbortSignal;
  /** Called after every step, with the grid whenever one was drawn. */
  readonly onProgress?: (progress: Progress, gridPng?: Uint8Array) => void;
}

/** Trains under a live panel; `play` gets what it reports to. */
export async function underPanel(
  title: string,
  options: Followed,
  play: (hooks: Followed) => Promise<Run>,
): Promise<Run> {
  const { log = () => {}, signal = stopButton() } = options;
  const panel = livePanel(title);
  try {
    const done = await play({
      log,
      onProgress: (progress, gridPng) => {
        panel.update(progress, gridPng);
        options.onProgress?.(progress, gridPng);
      },
      ...(signal ? { signal } : {}),
    });
    const { status } = done;
    const words = `${status.state} after ${status.step} steps, ${status.seconds} s: run ${done.name}`;
    panel.done(words, gridMark(done));
    return done;
  } catch (error) {
    panel.done("failed");
    throw error;
  }
}

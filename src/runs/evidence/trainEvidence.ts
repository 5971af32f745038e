import { join } from "node:path";
import type { Precision } from "../../engine/precision.js";
import { resumeRun } from "../resumeRun.js";
import { Run } from "../run.js";
import { isRunFolder } from "../runFolder.js";
import type { OnProgress } from "../runRecorder.js";
import { startRun } from "../startRun.js";
import type { Planned } from "./plan.js";

/** How a run for the evidence goes on. */
export interface TrainEvidenceOptions {
  /** Folder of all such runs, outside the project: they go on over several days. */
  readonly folder: string;
  /** Minutes of training that a run gets in all; those that are run whole take what they need. */
  readonly minutes: number;
  /** What a new run computes in. */
  readonly precision?: Precision;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
  readonly onProgress?: OnProgress;
}

/** Minutes that a run has trained; none where there is no run. */
export const minutesOf = (run: Run | undefined): number => (run?.lastRow()?.seconds ?? 0) / 60;

/** Minutes of training before the first look at what a run came to; each look doubles them. */
const FIRST_LOOK = 10;

/**
 * Minutes of training after which a run is held against its bounds: 10, 20, 40 and so on, and when its
 * time is up. A run that was begun before is looked at as it stands first.
 */
export function looksOf(minutes: number, trained: number): readonly number[] {
  const looks = trained > 0 ? [Math.min(trained, minutes)] : [];
  for (let look = FIRST_LOOK; look < minutes; look *= 2) if (look > trained) looks.push(look);
  return trained < minutes ? [...looks, minutes] : looks;
}

/** The folder of a planned run. */
export const evidenceRun = (folder: string, { iteration }: Planned): string =>
  join(folder, iteration.name, `${iteration.preset}-seed1`);

/** A signal that is given with the reader's, or when the time is up. */
function budget(seconds: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  const watch = (elapsed: number) => {
    if (elapsed >= seconds) stop();
  };
  return {
    signal: controller.signal,
    watch,
    release: () => signal?.removeEventListener("abort", stop),
  };
}

/**
 * Begins a planned run, or goes on with it, until its steps are done, its time is up, or a stop.
 * @returns the run as it stands.
 */
export async function trainEvidence(planned: Planned, options: TrainEvidenceOptions): Promise<Run> {
  const { folder, minutes, precision, log = () => {}, onProgress = () => {} } = options;
  const { iteration, steps, whole, data } = planned;
  const out = evidenceRun(folder, planned);
  const kept = isRunFolder(out) ? new Run(out) : undefined;
  const seconds = whole ? Number.POSITIVE_INFINITY : 60 * minutes;
  const complete = kept?.status.state === "complete" && kept.status.step >= steps;
  if (kept && (complete || 60 * minutesOf(kept) >= seconds)) return kept;
  const limit = budget(seconds, options.signal);
  const hooks = {
    signal: limit.signal,
    log,
    onProgress: ((progress, png) => {
      limit.watch(progress.elapsedSeconds);
      onProgress(progress, png);
    }) satisfies OnProgress,
  };
  try {
    if (kept) return await resumeRun(kept, { ...hooks, steps });
    const others = data === undefined ? {} : { data };
    const computed = precision === undefined ? {} : { precision };
    return await startRun(iteration, { ...hooks, ...others, ...computed, seed: 1, steps, out });
  } finally {
    limit.release();
  }
}

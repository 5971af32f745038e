import { parseBytes } from "../engine/memory.js";
import { findIteration } from "../iterations/catalogue.js";
import type { Iteration } from "../iterations/iteration.js";
import { quickCopy } from "../iterations/quick.js";
import { gridMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import { startRun } from "../runs/startRun.js";
import { livePanel } from "../show/panel.js";
import type { Progress } from "../training/progress.js";

/** Which variant of an iteration. */
export interface Choice {
  /** One of the iteration's presets; `repaired` by default. */
  readonly preset?: string;
  /** The small copy, for a few minutes on two cores. */
  readonly quick?: boolean;
}

/** What `lab.run` can be given. */
export interface RunChoice extends Choice {
  /** Random seed of weights, latents and order of pictures; 1 by default. */
  readonly seed?: number;
  /** Steps to train; the preset's own number by default, and for 0. */
  readonly steps?: number;
  /** A folder of your own pictures in place of the iteration's data set. */
  readonly data?: string;
  /** The run's own folder; one below `checkpoints/` by default. */
  readonly out?: string;
  /** Memory that the run may use, such as `8G`; the container's or machine's by default. */
  readonly memory?: string;
  /** Run the steps op by op where they could be compiled: slower, for looking into a step. */
  readonly eager?: boolean;
  /** Where lines of text go outside a notebook. */
  readonly log?: (line: string) => void;
  /** Stops the run after the step at hand; in a notebook the Stop button does. */
  readonly signal?: AbortSignal;
  /** Called after every step, with the grid whenever one was drawn. */
  readonly onProgress?: (progress: Progress, gridPng?: Uint8Array) => void;
}

/** The kernel's Stop button, where a cell runs in the project's kernel. */
function stopButton(): AbortSignal | undefined {
  const hook: unknown = Reflect.get(globalThis, Symbol.for("gan-atelier.interrupt"));
  return (hook as { readonly signal?: AbortSignal } | undefined)?.signal;
}

/** An iteration's preset, or its quick copy. @throws ConfigError with the names that exist. */
export function findChoice(name: string, { preset, quick = false }: Choice = {}): Iteration {
  return quick ? quickCopy(name, preset) : findIteration(name, preset);
}

/** Trains an iteration under a live panel and returns the run, finished or stopped. */
export async function run(name: string, options: RunChoice = {}): Promise<Run> {
  const iteration = findChoice(name, options);
  const { seed = 1, steps, data, out, memory, eager, log = () => {} } = options;
  const signal = options.signal ?? stopButton();
  const panel = livePanel(`${iteration.name} · ${iteration.preset} · seed ${seed}`);
  try {
    const done = await startRun(iteration, {
      seed,
      log,
      onProgress: (progress, gridPng) => {
        panel.update(progress, gridPng);
        options.onProgress?.(progress, gridPng);
      },
      ...(steps ? { steps } : {}),
      ...(data === undefined ? {} : { data }),
      ...(out === undefined ? {} : { out }),
      ...(memory === undefined ? {} : { memoryBytes: parseBytes(memory) }),
      ...(eager ? { eager } : {}),
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

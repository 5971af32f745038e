import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { StartSignals } from "../diagnosis/signals.js";
import type { Precision } from "../engine/precision.js";
import type { RunnerMode } from "../engine/runner.js";
import { ConfigError, expected, messageOf } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import { completed } from "../iterations/kinds.js";
import type { Environment } from "./environment.js";
import { lastLine } from "./lastLine.js";
import type { RunMeasures } from "./measureRun.js";
import { type QualityRow, qualityFile } from "./qualityRow.js";
import { type RunStatus, readStatus } from "./status.js";
import { readTimeline, type TimelineEvent } from "./timeline.js";

/** One line of `stats.jsonl`. */
export type StatRow = Readonly<Record<string, number>>;

/** What `options.json` holds: the whole resolved iteration and the run's own options. */
export interface RunOptions {
  readonly iteration: Iteration;
  readonly seed: number;
  readonly steps: number;
  /** Steps it was first planned for: the schedule of its film. */
  readonly plannedSteps: number;
  readonly quick: boolean;
  /** Weights and losses step op by op or as compiled graphs. */
  readonly mode: RunnerMode;
  /** What the steps compute in; absent in runs older than the choice, which is float32. */
  readonly precision?: Precision;
  /** Steps between checkpoints. */
  readonly checkpointEvery: number;
  /** What happens when a number is not finite: the end, or a step back and half the rate. */
  readonly onNan: OnNan;
  /** Whether pictures are measured at checkpoints; not in runs older than the choice. */
  readonly quality?: boolean;
  /** Networks of other runs that this one began with, as `iteration/run@step`. */
  readonly startedFrom?: { readonly generator?: string; readonly discriminator?: string };
}

/** What a run does when a loss or an array is not finite. */
export type OnNan = "stop" | "rollback";

/** What `data.json` holds. */
export interface RunData {
  readonly set: string;
  /** The folder that was given in place of the iteration's set. */
  readonly folder?: string;
  readonly origin: string;
  readonly description: string;
  readonly count: number;
  readonly manifestHash: string;
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
  /** Of the first 64 pictures, as the discriminator sees them. */
  readonly scaled: { readonly min: number; readonly max: number; readonly mean: number };
  /** Absent in runs of older versions. */
  readonly signals?: StartSignals;
}

function readJson<T>(folder: string, name: string): T {
  const file = join(folder, name);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    throw new ConfigError(`${file}: expected a run's ${name}, got ${messageOf(error)}`);
  }
}

/** A run on disk, finished or not, readable without TensorFlow. */
export class Run {
  readonly name: string;
  /** The statistics as last read: parsed once, until the file grows. */
  private read: { readonly bytes: number; readonly rows: readonly StatRow[] } | undefined;

  constructor(readonly folder: string) {
    this.name = basename(folder);
  }

  get options(): RunOptions {
    const options = readJson<RunOptions>(this.folder, "options.json");
    return { ...options, iteration: completed(options.iteration) };
  }

  get iteration(): Iteration {
    return this.options.iteration;
  }

  get environment(): Environment {
    return readJson<Environment>(this.folder, "environment.json");
  }

  get data(): RunData {
    return readJson<RunData>(this.folder, "data.json");
  }

  /** Measures at the run's end; absent if it never got there. */
  get measures(): RunMeasures | undefined {
    return existsSync(join(this.folder, "measures.json"))
      ? readJson<RunMeasures>(this.folder, "measures.json")
      : undefined;
  }

  get status(): RunStatus {
    return readStatus(this.folder);
  }

  /** What happened to the run: beginnings, stops, resumes, changes. */
  get timeline(): readonly TimelineEvent[] {
    return readTimeline(this.folder);
  }

  /** Statistics, a row a step; a last line cut short by a crash is left out. */
  rows(): readonly StatRow[] {
    const bytes = statSync(this.statistics, { throwIfNoEntry: false })?.size ?? 0;
    if (this.read?.bytes !== bytes) {
      const rows = this.lines().map((line, index) => this.parseRow(line, `line ${index + 1}`));
      this.read = { bytes, rows };
    }
    return this.read.rows;
  }

  /** Measures of the samples at checkpoints, ascending; none where that was off. */
  qualityRows(): readonly QualityRow[] {
    const file = join(this.folder, qualityFile);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as QualityRow);
  }

  /** The last whole row, without reading the others. */
  lastRow(): StatRow | undefined {
    const line = existsSync(this.statistics) ? lastLine(this.statistics) : undefined;
    return line === undefined ? undefined : this.parseRow(line, "the last line");
  }

  private get statistics(): string {
    return join(this.folder, "stats.jsonl");
  }

  private lines(): readonly string[] {
    if (!existsSync(this.statistics)) return [];
    const lines = readFileSync(this.statistics, "utf8").split("\n");
    return lines.slice(0, -1); // the last is empty after a whole line, a torso after a crash
  }

  private parseRow(line: string, which: string): StatRow {
    try {
      return JSON.parse(line) as StatRow;
    } catch (error) {
      throw new ConfigError(
        `${this.statistics}, ${which}: expected a row of statistics, got ${messageOf(error)}`,
      );
    }
  }

  /** Steps at which a grid was drawn, ascending. */
  gridSteps(): readonly number[] {
    const folder = join(this.folder, "grids");
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .flatMap((file) => /^step-(\d+)\.png$/.exec(file)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  /**
   * The grid at a step, the last one by default.
   * @param view `plain` from fixed latents, or `preset` as the iteration shows it.
   */
  grid(step?: number, view: "plain" | "preset" = "plain"): Uint8Array {
    const steps = this.gridSteps();
    const wanted = step ?? steps.at(-1);
    if (wanted === undefined || !steps.includes(wanted)) {
      throw new ConfigError(
        expected(`grid of ${this.name}`, `one of steps ${steps.join(", ")}`, wanted ?? "none"),
      );
    }
    const name = gridName(wanted, view);
    const file = join(this.folder, "grids", name);
    return readFileSync(
      existsSync(file) ? file : join(this.folder, "grids", gridName(wanted, "plain")),
    );
  }
}

/** `step-000100.png` or `step-000100-preset.png`. */
export function gridName(step: number, view: "plain" | "preset"): string {
  return `${stepName(step)}${view === "preset" ? "-preset" : ""}.png`;
}

/** `step-000100` */
export function stepName(step: number): string {
  return `step-${String(step).padStart(6, "0")}`;
}

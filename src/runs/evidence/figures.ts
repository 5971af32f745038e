import type { Finding } from "../../diagnosis/bounds.js";
import type { Finding as Cause } from "../../diagnosis/cause.js";
import type { Environment } from "../environment.js";
import type { MeasuresAt } from "../measureAt.js";
import type { RunMeasures } from "../measureRun.js";
import type { Run } from "../run.js";

/** What is committed of a run at full size, beside its pictures and curves. */
export interface Figures {
  readonly iteration: string;
  readonly preset: string;
  readonly seed: number;
  /** Steps done, and steps of the whole run. */
  readonly steps: number;
  readonly of: number;
  readonly kimg: number;
  /** Time of the training, and the largest resident memory of its process. */
  readonly seconds: number;
  readonly memoryMiB: number;
  readonly precision: string;
  readonly data: string;
  readonly environment: Pick<Environment, "revision" | "engine" | "processor" | "cores">;
  readonly measures: RunMeasures & Partial<Pick<MeasuresAt, "twoSample" | "digits">>;
  /** Distance of the colour histograms before the first step. */
  readonly startColour?: number;
  readonly acceptance: readonly Finding[];
  /** Absent where a run kept no signals. */
  readonly diagnosis?: readonly Cause[];
  /** Steps whose pictures are shown, and what was kept back. */
  readonly pictures: readonly number[];
  readonly withheld: readonly string[];
}

/** A planned run that the machine at hand could not begin: that is a result too. */
export interface Refused extends Pick<Figures, "iteration" | "preset" | "of"> {
  readonly refused: string;
}

export const isRefused = (found: Figures | Refused): found is Refused => "refused" in found;

/** Numbers with at most five digits that count: enough to compare, and no noise in a diff. */
export function rounded<T>(value: T): T;
export function rounded(value: unknown): unknown {
  if (typeof value === "number")
    return Number.isInteger(value) ? value : Number(value.toPrecision(5));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}

/** Of a run as it stands: what is known without measuring. */
export function costsOf(run: Run): Pick<Figures, "kimg" | "seconds" | "memoryMiB"> {
  const rows = run.rows();
  const last = rows.at(-1);
  return {
    kimg: last?.kimg ?? 0,
    seconds: last?.seconds ?? 0,
    memoryMiB: rows.reduce((most, { memoryMiB = 0 }) => Math.max(most, memoryMiB), 0),
  };
}

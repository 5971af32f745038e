import { basename, dirname } from "node:path";
import { ConfigError, expected, unknownName } from "../errors.js";
import { Run } from "./run.js";
import { listRunFolders } from "./runFolder.js";

/** One run in a table of runs: what was trained, how far it came, what was measured. */
export interface RunRow {
  /** `iteration/name`. */
  readonly run: string;
  readonly iteration: string;
  readonly preset: string;
  readonly seed: number;
  /** The run's state, or `damaged`. */
  readonly state: string;
  readonly step: number;
  readonly steps: number;
  readonly kimg: number;
  readonly imageSize: number;
  /** The data set, with the hash of its manifest where it is another one of the same name. */
  readonly data: string;
  readonly generatorLoss: number;
  readonly discriminatorLoss: number;
  readonly saturation: number;
  readonly spread: number;
  readonly betweenSamples: number;
  /** `passed`, `failed`, or empty where it was not made. */
  readonly copyCheck: string;
  readonly seconds: number;
  /** Local time, as in the names. */
  readonly started: string;
}

const unknown = Number.NaN;

const damaged = (run: string): RunRow => ({
  run,
  iteration: dirname(run),
  preset: "",
  seed: unknown,
  state: "damaged",
  step: unknown,
  steps: unknown,
  kimg: unknown,
  imageSize: unknown,
  data: "",
  generatorLoss: unknown,
  discriminatorLoss: unknown,
  saturation: unknown,
  spread: unknown,
  betweenSamples: unknown,
  copyCheck: "",
  seconds: unknown,
  started: "",
});

/** Names of the table's columns. */
export const runColumns = Object.keys(damaged("")) as readonly (keyof RunRow)[];

function measured({ measures }: Run) {
  const { samples, copyCheck } = measures ?? {};
  return {
    saturation: samples?.saturation ?? unknown,
    spread: samples?.spread ?? unknown,
    betweenSamples: samples?.betweenSamples ?? unknown,
    copyCheck: copyCheck === undefined ? "" : copyCheck.passed ? "passed" : "failed",
  };
}

/** The row of one run; one that cannot be read is there too, as `damaged`: `show run` says why. */
export function runRow(run: Run): RunRow {
  const name = `${basename(dirname(run.folder))}/${run.name}`;
  try {
    const { iteration, seed } = run.options;
    const { state, step, steps, startedAt, seconds } = run.status;
    const last = run.lastRow();
    return {
      ...damaged(name),
      iteration: iteration.name,
      preset: iteration.preset,
      seed,
      state,
      step: Math.max(step, last?.step ?? 0),
      steps,
      kimg: last?.kimg ?? 0,
      imageSize: iteration.data.imageSize,
      data: run.data.set,
      generatorLoss: last?.generatorLoss ?? unknown,
      discriminatorLoss: last?.discriminatorLoss ?? unknown,
      ...measured(run),
      seconds: seconds ?? last?.seconds ?? unknown,
      started: new Date(startedAt).toLocaleString("sv-SE").slice(0, 16),
    };
  } catch {
    return damaged(name);
  }
}

const comparisons: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  ">=": (one, other) => one >= other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  "<": (one, other) => one < other,
};

/** Whether a row is wanted. */
type Condition = (row: RunRow) => boolean;

/** Reads `state=complete`, `preset!=asRun`, `step>=100`, `run~2019` (contains). */
function conditionOf(text: string): Condition {
  const {
    name = "",
    sign = "",
    value = "",
  } = /^(?<name>\w+)(?<sign>=|!=|>=|<=|>|<|~)(?<value>.*)$/.exec(text)?.groups ?? {};
  if (sign === "") {
    const what = "COLUMN=VALUE, or with != >= <= > < or ~ (contains)";
    throw new ConfigError(expected("--where", what, text));
  }
  const column = runColumns.find((each) => each === name);
  if (!column) throw unknownName("--where: column", runColumns, name);
  if (sign === "=") return (row) => String(row[column]) === value;
  if (sign === "!=") return (row) => String(row[column]) !== value;
  if (sign === "~") return (row) => String(row[column]).includes(value);
  const limit = Number(value);
  if (value.trim() === "" || Number.isNaN(limit)) {
    throw new ConfigError(expected(`--where ${name}${sign}`, "a number", value));
  }
  return (row) => comparisons[sign]?.(Number(row[column]), limit) ?? false;
}

/**
 * A row for every run below `checkpoints/` that meets all conditions.
 * @throws ConfigError for a condition that cannot be read.
 */
export function runsTable(where: readonly string[] = []): readonly RunRow[] {
  const conditions = where.map(conditionOf);
  return listRunFolders()
    .map((folder) => runRow(new Run(folder)))
    .filter((row) => conditions.every((condition) => condition(row)));
}

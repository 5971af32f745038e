import { join } from "node:path";
import { freeNames } from "../data/freeNames.js";
import { ConfigError } from "../errors.js";
import { ensureFolder, writePieces } from "../files.js";
import { sections } from "../iterations/iteration.js";
import type { Run, StatRow } from "../runs/run.js";
import {
  eventFile,
  type Hyperparameter,
  sessionEnd,
  sessionStart,
  type TensorboardEvent,
} from "./tensorboardEvents.js";

/** Columns of `stats.jsonl` that are the events' own step. */
const ownColumns = new Set(["step"]);

/** Where TensorBoard shows a column: it groups tags by what stands before the slash. */
function tagOf(column: string): string {
  if (/loss$/i.test(column)) return `loss/${column}`;
  if (/^d(Real|Fake)$/.test(column)) return `probability/${column}`;
  if (/seconds|memory|persecond/i.test(column)) return `machine/${column}`;
  return `training/${column}`;
}

function scalarsOf(row: StatRow, started: number): TensorboardEvent {
  const columns = Object.entries(row).filter(
    ([name, value]) => !ownColumns.has(name) && typeof value === "number",
  );
  const values = columns.map(([name, value]) => [tagOf(name), { kind: "scalar", value }] as const);
  const { step = 0, seconds = 0 } = row;
  return { step, seconds: started + seconds, values: Object.fromEntries(values) };
}

/** Width and height of a PNG, from its first chunk (IHDR). */
function pngSize(png: Uint8Array): { readonly width: number; readonly height: number } {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function* gridsOf(run: Run, started: number, rows: readonly StatRow[]): Iterable<TensorboardEvent> {
  const times = new Map(rows.map(({ step, seconds }) => [step, seconds]));
  for (const step of run.gridSteps()) {
    const png = run.grid(step);
    const image = { kind: "image", png, ...pngSize(png) } as const;
    yield { step, seconds: started + (times.get(step) ?? 0), values: { "grids/fixed": image } };
  }
}

const isHyperparameter = (value: unknown): value is Hyperparameter =>
  ["number", "string", "boolean"].includes(typeof value);

/** Every field of the iteration, `generator.learningRate` ..., with seed and budget. */
function hyperparametersOf(run: Run): Readonly<Record<string, Hyperparameter>> {
  const { iteration, seed, steps, mode } = run.options;
  const fields = sections.flatMap((section) =>
    Object.entries(iteration[section]).map(([field, value]): [string, Hyperparameter] => [
      `${section}.${field}`,
      isHyperparameter(value) ? value : JSON.stringify(value),
    ]),
  );
  const { name, preset } = iteration;
  return { iteration: name, preset, seed, steps, mode, ...Object.fromEntries(fields) };
}

function* eventsOf(run: Run, name: string): Iterable<TensorboardEvent> {
  const { status } = run;
  const started = Date.parse(status.startedAt) / 1000;
  const rows = run.rows();
  yield sessionStart(name, started, hyperparametersOf(run));
  for (const row of rows) yield scalarsOf(row, started);
  yield* gridsOf(run, started, rows);
  const state =
    status.state === "running" ? "running" : status.state === "failed" ? "failed" : "complete";
  if (state !== "running") yield sessionEnd(started + (status.seconds ?? 0), state);
}

/**
 * Writes runs as TensorBoard event files below one folder, `<iteration>/<run>/` each: every column
 * of the statistics as scalars, every grid as an image, the iteration's fields as hyperparameters.
 * A run that is written again takes the place of its older file.
 * @returns the files.
 */
export async function writeTensorboard(
  runs: readonly Run[],
  folder: string,
): Promise<readonly string[]> {
  if (runs.length === 0) throw new ConfigError("tensorboard: expected at least one run, got none");
  const files: string[] = [];
  const names = freeNames(runs.map((run) => `${run.iteration.name}/${run.name}`));
  for (const [at, run] of runs.entries()) {
    const name = names[at] as string;
    const started = Math.floor(Date.parse(run.status.startedAt) / 1000);
    const file = join(folder, name, `events.out.tfevents.${started}.atelier`);
    ensureFolder(join(folder, name));
    await writePieces(file, eventFile(started, eventsOf(run, name)));
    files.push(file);
  }
  return files;
}

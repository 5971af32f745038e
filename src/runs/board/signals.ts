import { lastMean } from "../../diagnosis/signals.js";
import { quantitiesOf } from "../../show/board/binRows.js";
import type { BoardValues } from "../../show/board/board.js";
import type { Run, StatRow } from "../run.js";

/** Columns that tell of the machine, not of the game. */
export const machineColumns: readonly string[] = ["imagesPerSecond", "memoryMiB"];

/** Every number inside a value, by its path: `samples lag1`. */
function leaves(value: unknown, path: readonly string[] = []): [string, number | string][] {
  if (typeof value === "number") return [[path.join(" "), value]];
  if (typeof value === "boolean") return [[path.join(" "), value ? "yes" : "no"]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => leaves(part, [...path, name]));
}

/** What a run measured: each figure's mean over the last tenth of its rows, and the measures at its end. */
export function signalsOf(run: Run, rows: readonly StatRow[]): BoardValues {
  const figures = quantitiesOf(rows)
    .filter((name) => !machineColumns.includes(name))
    .map((name) => [name, lastMean(rows, name)] as const);
  const { step: _, seed: __, ...measures } = run.measures ?? {};
  return Object.fromEntries([
    ...figures,
    ...leaves(measures).map(([name, value]) => [`at the end: ${name}`, value] as const),
  ]);
}

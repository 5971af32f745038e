import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BlendOptions, blend as make } from "../art/blend/blend.js";
import { sweep as film, type Sweep, type SweepOptions } from "../art/blend/sweep.js";
import { pictureMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { showGrid, showTable } from "../show/display.js";
import { atStep, type Which } from "./atStep.js";
import { showFilm } from "./showFilm.js";
import { underLine } from "./underLine.js";

/** Makes a run of two or more generators of the same shapes. */
export function blend(runs: readonly Which[], options: BlendOptions): Promise<Run> {
  return make(runs.map(atStep), options);
}

/** Films the way from one generator to another and shows the table of splits. */
export async function sweep(
  runs: readonly [Which, Which],
  options: SweepOptions = {},
): Promise<Sweep> {
  const [first, second] = runs.map(atStep) as [RunAtStep, RunAtStep];
  const made = await underLine("frames", options, (watched) =>
    film([first, second], { ...options, ...watched }),
  );
  const columns = options.seeds?.length ?? 9;
  const caption = `${second.run.name} to ${first.run.name} · generated, each row more stages of the latter`;
  const mark = pictureMark(first.run, { columns, border: 2 });
  showGrid(readFileSync(join(made.folder, "splits.png")), caption, mark);
  showFilm(
    made.folder,
    caption,
    pictureMark(first.run, { columns: Math.ceil(Math.sqrt(columns)), border: 0 }),
  );
  showTable(
    made.measures.splits.map(({ split, ...each }) => ({
      "split at px": split,
      "8 x 8 like the first": each.coarseFirst,
      "8 x 8 like the second": each.coarseSecond,
      "fine detail over the first's": each.fineFirst,
      "over the second's": each.fineSecond,
    })),
  );
  return made;
}

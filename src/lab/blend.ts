import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BlendOptions, blend as make } from "../art/blend/blend.js";
import { sweep as film, type Sweep, type SweepOptions } from "../art/blend/sweep.js";
import { pictureMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import type { RunAtStep } from "../runs/runAtStep.js";
import { showGrid } from "../show/display.js";
import { underLine } from "./underLine.js";

const atStep = (one: Run | RunAtStep): RunAtStep => ("run" in one ? one : { run: one });

/** Makes a run of two or more generators of the same shapes. */
export function blend(runs: readonly (Run | RunAtStep)[], options: BlendOptions): Promise<Run> {
  return make(runs.map(atStep), options);
}

/** Films the way from one generator to another and shows the table of splits. */
export async function sweep(
  runs: readonly [Run | RunAtStep, Run | RunAtStep],
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
  return made;
}

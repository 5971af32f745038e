import { gridMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import { type Captioned, showSideBySide } from "../show/sideBySide.js";

/** A run's last grid; none of a run that was stopped before it drew one. */
function lastGrid(run: Run, view: "plain" | "preset"): Captioned | undefined {
  const step = run.gridSteps().at(-1);
  if (step === undefined) return undefined;
  const { name, preset, sampling } = run.iteration;
  const many = sampling.grid === 1 ? "one sample" : `${sampling.grid} × ${sampling.grid}`;
  const caption = `${name} · ${preset} · generated, step ${step}, ${many}`;
  return { png: run.grid(step, view), caption, mark: gridMark(run, view) };
}

/** Shows the last grids of some runs beside each other: in plain colours, or as each preset shows them. */
export function showGrids(
  runs: readonly Run[],
  options: { readonly view?: "plain" | "preset" } = {},
): void {
  showSideBySide(runs.flatMap((run) => lastGrid(run, options.view ?? "plain") ?? []));
}

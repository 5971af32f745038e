import type { Run } from "../runs/run.js";

/** What tells some runs apart: their presets, with the iteration's name where they have several. */
export function labelsOf(runs: readonly Run[]): readonly string[] {
  const all = runs.map(({ iteration: { name, preset } }) => ({ name, preset }));
  const several = new Set(all.map(({ name }) => name)).size > 1;
  return all.map(({ name, preset }) => (several ? `${name} ${preset}` : preset));
}

import { fieldsOf } from "../../iterations/diff.js";
import type { BoardValues } from "../../show/board/board.js";
import type { Run } from "../run.js";

/** Every setting of a run by name, as text: what it trains, on what, from which seed, for how long. */
export function settingsOf(run: Run): BoardValues {
  const { iteration, seed, steps, mode } = run.options;
  const { set, origin, manifestHash } = run.data;
  return {
    iteration: iteration.name,
    preset: iteration.preset,
    seed,
    steps,
    mode,
    pictures: `${set}, ${origin}, ${manifestHash.slice(0, 8)}`,
    ...Object.fromEntries(fieldsOf(iteration)),
  };
}

/** Names of the settings that are not the same in all, in order, and how many are. */
export function differing(all: readonly BoardValues[]): {
  readonly names: readonly string[];
  readonly alike: number;
} {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))];
  const differ = names.filter((name) => new Set(all.map((one) => one[name])).size > 1);
  return { names: differ, alike: names.length - differ.length };
}

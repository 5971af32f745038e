import type { Iteration } from "../iterations/iteration.js";
import { showTable } from "../show/display.js";

/** Shows what was set by hand over an iteration's preset; nothing where nothing was. */
export function showChanges({ parent, changes = [] }: Iteration): void {
  if (changes.length === 0) return;
  const preset = parent?.preset ?? "preset";
  showTable(changes.map(({ field, before, after }) => ({ field, [preset]: before, set: after })));
}

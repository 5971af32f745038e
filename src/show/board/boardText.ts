import { textTable } from "../table.js";
import type { Board } from "./board.js";

/** A board as text: the runs, and the settings that differ, a line each. */
export function boardText({ title, runs, differing }: Board): string {
  const names = runs.map((run, index) => `${index + 1} ${run.label}: ${run.name}`);
  const rows = differing.map((setting) => ({
    setting,
    ...Object.fromEntries(runs.map((run, index) => [index + 1, run.settings[setting] ?? ""])),
  }));
  return [title, ...names, ...(rows.length > 0 ? ["", textTable(rows)] : [])].join("\n");
}

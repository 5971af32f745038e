import { parseBytes } from "../engine/memory.js";
import { ConfigError, expected } from "../errors.js";
import { type ResumeOptions, resumeRun } from "../runs/resumeRun.js";
import { Run } from "../runs/run.js";
import { findRunFolder } from "../runs/runFolder.js";
import { underPanel } from "./underPanel.js";

/** What `lab.resume` can be given. */
export interface ResumeChoice extends Omit<ResumeOptions, "memoryBytes"> {
  /** Memory that the run may use, such as `8G`; what is free by default. */
  readonly memory?: string;
}

/** Why a run's settings cannot be changed while it goes on. */
export const settingsStay =
  "the run's own settings: a resumed run equals one that never stopped; fine-tune begins a new run with others";

/** Goes on with a run, by itself, name or folder, as if it had never stopped. */
export async function resume(which: Run | string, options: ResumeChoice = {}): Promise<Run> {
  const { memory, ...rest } = options;
  if ("set" in rest && rest.set !== undefined)
    throw new ConfigError(expected("resume: set", settingsStay, rest.set));
  const run = typeof which === "string" ? new Run(findRunFolder(which)) : which;
  const { iteration, seed } = run.options;
  const title = `${iteration.name} · ${iteration.preset} · seed ${seed} · resumed`;
  const bytes = memory === undefined ? {} : { memoryBytes: parseBytes(memory) };
  return underPanel(title, rest, (hooks) => resumeRun(run, { ...rest, ...hooks, ...bytes }));
}

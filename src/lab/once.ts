import { isDeepStrictEqual } from "node:util";
import { chooseData } from "../runs/openRun.js";
import { openRunData } from "../runs/openRunData.js";
import { Run } from "../runs/run.js";
import { listRunFolders } from "../runs/runFolder.js";
import { showMarkdown } from "../show/display.js";
import { escapeMarkdown } from "../show/escape.js";
import { duration } from "../show/panelHtml.js";
import { findChoice, type RunChoice, run, stepsOf } from "./run.js";

/** What `lab.once` can be given: what tells one run from another. */
export type OnceChoice = Pick<
  RunChoice,
  "preset" | "quick" | "switches" | "set" | "seed" | "steps" | "data" | "name"
>;

/** What a run without more settings has. */
const plain = { startedFrom: undefined, precision: "float32" };

/** Whether a folder holds a whole run with these settings. */
function isKept(kept: Run, wanted: object): boolean {
  try {
    const { iteration, seed, steps, startedFrom, precision = "float32" } = kept.options;
    const same = isDeepStrictEqual({ iteration, seed, steps, startedFrom, precision }, wanted);
    return same && kept.status.state === "complete" && kept.measures !== undefined;
  } catch {
    return false; // damaged: `list runs` names it
  }
}

/** The newest whole run that is kept of these very settings on the pictures that are there now. */
export async function keptRun(name: string, choice: OnceChoice = {}): Promise<Run | undefined> {
  const { seed = 1 } = choice;
  const { iteration, folder: data } = chooseData(findChoice(name, choice), choice.data);
  const settings = { iteration, seed, steps: stepsOf(choice) ?? iteration.training.steps };
  const wanted = { ...(JSON.parse(JSON.stringify(settings)) as object), ...plain };
  const kept = listRunFolders()
    .map((folder) => new Run(folder))
    .filter((each) => isKept(each, wanted));
  if (kept.length === 0) return undefined;
  const { manifestHash } = await openRunData(iteration, data === undefined ? {} : { data });
  return kept
    .filter(({ data }) => data.manifestHash === manifestHash)
    .sort((a, b) => a.status.startedAt.localeCompare(b.status.startedAt))
    .at(-1);
}

/** Says which kept run stands in for a training. */
function showKept(kept: Run): void {
  const { name, preset } = kept.iteration;
  const { step, seconds = 0 } = kept.status;
  const took = `${step} steps in ${duration(seconds)}, trained before: run ${kept.name}`;
  showMarkdown(escapeMarkdown(`${name} · ${preset} · seed ${kept.options.seed}: ${took}`));
}

/** The run of these very settings: one that is kept, else trained now as by `lab.run`. */
export async function once(name: string, choice: OnceChoice = {}): Promise<Run> {
  const kept = await keptRun(name, choice);
  if (!kept) return await run(name, choice);
  showKept(kept);
  return kept;
}

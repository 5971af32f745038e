import { resolve } from "node:path";
import { Run } from "../run.js";
import { listRunFolders } from "../runFolder.js";
import type { TrainingPlan } from "./planTraining.js";

/** Whether a kept run is a training on these pictures, or on what the folder held before. */
function isOwn(run: Run, { dataSet, folder }: TrainingPlan): boolean {
  try {
    if (run.iteration.name !== "own" || run.status.state === "failed") return false;
    const { manifestHash, folder: trainedOn } = run.data;
    const same = folder !== undefined && trainedOn === resolve(folder);
    return same || manifestHash === dataSet.manifestHash;
  } catch {
    return false; // damaged: `list runs` names it
  }
}

/** The newest training on a plan's pictures that is kept. */
export function earlierRun(plan: TrainingPlan): Run | undefined {
  return listRunFolders()
    .map((folder) => new Run(folder))
    .filter((run) => isOwn(run, plan))
    .sort((one, other) => one.status.startedAt.localeCompare(other.status.startedAt))
    .at(-1);
}

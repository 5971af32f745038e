import { resolve } from "node:path";
import { Run } from "../run.js";
import { listRunFolders } from "../runFolder.js";
import type { OwnPictures } from "./lookAt.js";

/** Whether a kept run is a training on these pictures, or on what the folder held before. */
function isOwn(run: Run, { dataSet, folder }: OwnPictures): boolean {
  try {
    if (run.iteration.name !== "own" || run.status.state === "failed") return false;
    const { manifestHash, folder: trainedOn } = run.data;
    const same = folder !== undefined && trainedOn === resolve(folder);
    return same || manifestHash === dataSet.manifestHash;
  } catch {
    return false; // damaged: `list runs` names it
  }
}

/** Trainings on some pictures that are kept, the oldest first. */
export function earlierRuns(pictures: OwnPictures): readonly Run[] {
  return listRunFolders()
    .map((folder) => new Run(folder))
    .filter((run) => isOwn(run, pictures))
    .sort((one, other) => one.status.startedAt.localeCompare(other.status.startedAt));
}

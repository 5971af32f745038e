import type { DataSet } from "../../data/dataSet.js";
import { warningsFor } from "../../data/warningsFor.js";
import { findIteration } from "../../iterations/catalogue.js";
import type { Iteration } from "../../iterations/iteration.js";
import { chooseData } from "../openRun.js";
import { openRunData } from "../openRunData.js";

/** Someone's own pictures, opened. */
export interface OwnPictures {
  readonly dataSet: DataSet;
  /** The reader's folder; absent for a data set that has a name. */
  readonly folder?: string;
  /** What a training on them is derived from. */
  readonly base: Iteration;
}

/**
 * Opens someone's own pictures.
 * @param data a folder of pictures, in any tree, or the name of a data set.
 * @throws ConfigError for a folder that cannot be used.
 */
export async function lookAt(
  data: string,
  options: { readonly signal?: AbortSignal; readonly log?: (line: string) => void },
): Promise<OwnPictures> {
  const { signal, log } = options;
  const chosen = chooseData(findIteration("gan128Paintings", "repaired"), data);
  const folder = chosen.folder === undefined ? {} : { folder: chosen.folder };
  const dataSet = await openRunData(chosen.iteration, {
    ...(chosen.folder === undefined ? {} : { data: chosen.folder }),
    ...(signal ? { signal } : {}),
    ...(log ? { log } : {}),
  });
  return { dataSet, ...folder, base: chosen.iteration };
}

/** What was found, line by line. */
export const describePictures = ({ dataSet }: OwnPictures): readonly string[] => [
  dataSet.description,
  ...dataSet.unreadable.map(({ file, reason }) => `${file}: ${reason}`),
  ...warningsFor(dataSet),
];

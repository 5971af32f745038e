import { resolve } from "node:path";
import { contactSheet, sanity } from "../data/contactSheet.js";
import type { DataSet } from "../data/dataSet.js";
import { describeFor } from "../data/describeFor.js";
import type { Iteration } from "../iterations/iteration.js";
import type { Images } from "../shape.js";
import { scales } from "../training/scaleReals.js";
import type { RunData } from "./run.js";
import { prepareOf } from "./runBatches.js";
import { startSignals } from "./startSignals.js";

/** A run's data, and the contact sheet that was looked at. */
export interface LookedAt {
  readonly data: RunData;
  readonly sheet: Images;
}

/**
 * Looks at up to 64 pictures as the discriminator will see them.
 * @param folder the one that was given in place of the iteration's set.
 */
export async function runData(
  dataSet: DataSet,
  iteration: Iteration,
  seed: number,
  folder?: string,
): Promise<LookedAt> {
  const sheet = await contactSheet(dataSet, prepareOf(iteration), seed);
  const { min, max, mean } = sanity(sheet);
  const scale = scales[iteration.data.scaling];
  const { name: set, origin, count, manifestHash, unreadable } = dataSet;
  const scaled = { min: scale(min), max: scale(max), mean: scale(mean) };
  const description = describeFor(dataSet, prepareOf(iteration));
  const ofLatents = iteration.translation.kind === "none"; // the causes of failure are of such games
  const signals = ofLatents ? { signals: await startSignals(dataSet, iteration, seed) } : {};
  const own = folder === undefined ? {} : { folder: resolve(folder) };
  const about = { set, ...own, origin, description, count, manifestHash, unreadable };
  return { sheet, data: { ...about, scaled, ...signals } };
}

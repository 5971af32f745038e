import type { DataSet } from "../data/dataSet.js";
import { describeFor } from "../data/describeFor.js";
import type { Iteration } from "../iterations/iteration.js";
import type { RunData } from "./run.js";
import { prepareOf, runBatches } from "./runBatches.js";

/** What a byte becomes: slope and shift. */
const scales = { raw255: [1, 0], unit01: [1 / 255, 0], sym11: [2 / 255, -1] } as const;

/** What a run's data are, and the first batch as the discriminator will see it. */
export async function runData(
  dataSet: DataSet,
  iteration: Iteration,
  seed: number,
): Promise<RunData> {
  const batches = runBatches(dataSet, iteration, seed);
  const { images } = await batches.next();
  batches.close();
  let [min, max, sum] = [255, 0, 0];
  for (const byte of images.data) {
    min = Math.min(min, byte);
    max = Math.max(max, byte);
    sum += byte;
  }
  const [slope, shift] = scales[iteration.data.scaling];
  const scale = (byte: number) => byte * slope + shift;
  const { name: set, origin, count, manifestHash, unreadable } = dataSet;
  const scaled = { min: scale(min), max: scale(max), mean: scale(sum / images.data.length) };
  const description = describeFor(dataSet, prepareOf(iteration));
  return { set, origin, description, count, manifestHash, unreadable, scaled };
}

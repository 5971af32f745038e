import { Random } from "../engine/random.js";
import type { Images } from "../shape.js";
import type { DataSet, Prepare } from "./dataSet.js";

/** Lowest, highest and mean value of some pictures, in grey levels 0..255. */
export interface Sanity {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/** The first pictures of a data set, 64 if there are as many, as the network sees them. */
export async function contactSheet(
  dataSet: DataSet,
  prepare: Prepare,
  seed = 1,
  most = 64,
): Promise<Images> {
  const { imageSize, channels } = prepare;
  const count = Math.min(most, dataSet.count);
  const bytes = imageSize * imageSize * channels;
  const data = new Uint8Array(count * bytes);
  const load = async (index: number) => {
    const random = new Random(seed, `picture ${index} of the contact sheet`);
    data.set(await dataSet.load(index, prepare, random), index * bytes);
  };
  await Promise.all(Array.from({ length: count }, (_, index) => load(index)));
  return { data, count, height: imageSize, width: imageSize, channels };
}

/** What a glance at the numbers would show: pictures all black, or all alike, or barely contrasted. */
export function sanity({ data }: Images): Sanity {
  let [min, max, sum] = [255, 0, 0];
  for (const value of data) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return { min, max, mean: sum / Math.max(1, data.length) };
}

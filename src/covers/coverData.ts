import type { DataSet } from "../data/dataSet.js";
import { splitByContent } from "../data/split.js";
import { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import { openRunData } from "../runs/openRunData.js";
import type { Run } from "../runs/run.js";
import { prepareOf } from "../runs/runBatches.js";
import { withClassesOf } from "../runs/withClassesOf.js";
import type { Images } from "../shape.js";

/** Pictures decoded at once. */
const AT_ONCE = 64;

/** Covers, and where they stand in their data set. */
export interface Placed {
  readonly images: Images;
  readonly places: Uint32Array;
}

/** A run's covers as it split them. */
export interface CoverData {
  readonly dataSet: DataSet;
  readonly training: Placed;
  readonly heldOut: Placed;
}

/** Some pictures of a data set, the middle of each, never mirrored. */
async function load(dataSet: DataSet, run: Run, places: Uint32Array): Promise<Placed> {
  const prepare = { ...prepareOf(run.iteration), resize: "centre", flip: false } as const;
  const { imageSize, channels } = prepare;
  const size = imageSize * imageSize * channels;
  const data = new Uint8Array(places.length * size);
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const part = Array.from(places.subarray(from, from + AT_ONCE));
    await Promise.all(
      part.map(async (place, at) => {
        const random = new Random(1, `picture ${place} of the proof`);
        data.set(await dataSet.load(place, prepare, random), (from + at) * size);
      }),
    );
  }
  const images = { data, count: places.length, height: imageSize, width: imageSize, channels };
  return { images, places };
}

/**
 * The covers of a run, those that it learned from and those held out.
 * @param folder where they lie now, if they were moved.
 * @throws ConfigError for other pictures than the run's own, and for a table without its attributes.
 */
export async function coverData(
  run: Run,
  folder: string | undefined = run.data.folder,
  log?: (line: string) => void,
): Promise<CoverData> {
  const { iteration, data } = run;
  const dataSet = await openRunData(iteration, {
    ...(folder === undefined ? {} : { data: folder }),
    ...(log ? { log } : {}),
  });
  const { tells, classes } = iteration.condition;
  if (tells === "attributes") withClassesOf(iteration, dataSet, classes); // a missing one is named
  if (dataSet.manifestHash !== data.manifestHash)
    throw new ConfigError(
      expected(`pictures of run ${run.name}`, data.description, dataSet.description),
    );
  const split = splitByContent(dataSet, iteration.condition.heldOut);
  const training = await load(dataSet, run, split.training);
  const heldOut = await load(dataSet, run, split.heldOut);
  return { dataSet, training, heldOut };
}

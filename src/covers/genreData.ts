import type { DataSet } from "../data/dataSet.js";
import { splitByContent } from "../data/split.js";
import { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import { openRunData } from "../runs/openRunData.js";
import type { Run } from "../runs/run.js";
import { prepareOf } from "../runs/runBatches.js";
import type { Images } from "../shape.js";

/** Covers with the genre of each. */
export interface LabelledImages {
  readonly images: Images;
  readonly labels: Int32Array;
}

/** A run's covers as it split them. */
export interface GenreData {
  readonly training: LabelledImages;
  readonly heldOut: LabelledImages;
}

/** Pictures decoded at once. */
const AT_ONCE = 64;

/** Some pictures of a data set, the middle of each, never mirrored. */
async function load(dataSet: DataSet, run: Run, places: Uint32Array): Promise<LabelledImages> {
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
  return { images, labels: Int32Array.from(places, (place) => dataSet.labelOf(place)) };
}

/** @throws ConfigError for genres of which too few covers were held out to say anything. */
function checkHeldOut({ labels }: LabelledImages, names: readonly string[]): void {
  names.forEach((name, at) => {
    const count = labels.filter((label) => label === at).length;
    if (count < 2)
      throw new ConfigError(expected(`held-out covers of ${name}`, "at least 2", count));
  });
}

/**
 * The covers of a run with their given genres, those that it learned from and those held out.
 * @param folder where they lie now, if they were moved.
 * @throws ConfigError for other pictures than the run's own, and for too few held out.
 */
export async function genreData(
  run: Run,
  folder: string | undefined = run.data.folder,
  log?: (line: string) => void,
): Promise<GenreData> {
  const { iteration, data } = run;
  const dataSet = await openRunData(iteration, {
    ...(folder === undefined ? {} : { data: folder }),
    ...(log ? { log } : {}),
  });
  if (dataSet.manifestHash !== data.manifestHash)
    throw new ConfigError(
      expected(`pictures of run ${run.name}`, data.description, dataSet.description),
    );
  const split = splitByContent(dataSet, iteration.condition.heldOut);
  const [training, heldOut] = [
    await load(dataSet, run, split.training),
    await load(dataSet, run, split.heldOut),
  ];
  checkHeldOut(heldOut, iteration.condition.classes);
  return { training, heldOut };
}

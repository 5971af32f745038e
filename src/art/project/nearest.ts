import { fromTrainingPictures } from "../../runs/publish/trainingPictures.js";
import { type Images, pictureAt } from "../../shape.js";
import type { PictureMark } from "../../show/pictureMark.js";

/** Root of the mean squared difference of two pictures of one size, in grey levels. */
export function levelsApart(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (const [at, value] of one.entries()) sum += (value - (other[at] ?? 0)) ** 2;
  return Math.sqrt(sum / one.length);
}

/** Each picture of a set beside one: how far it is, in grey levels. */
export function distancesTo(image: Images, all: Images): readonly number[] {
  return Array.from({ length: all.count }, (_, at) =>
    levelsApart(image.data, pictureAt(all, at).data),
  );
}

/** The picture of a set that is nearest to one. */
export interface Nearest {
  /** In grey levels. */
  readonly distance: number;
  readonly picture: Images;
}

function nearestOf(image: Images, all: Images): Nearest {
  const distances = distancesTo(image, all);
  const distance = Math.min(...distances);
  const picture = pictureAt(all, distances.indexOf(distance));
  return { distance, picture: { ...picture, data: picture.data.slice() } };
}

/**
 * The training picture behind a mark that is nearest to each image, of the networks' own size.
 * @returns undefined where the training pictures are not to be found any more.
 */
export async function nearestTraining(
  images: readonly Images[],
  mark: PictureMark,
  folder: string | undefined,
  log: (line: string) => void,
): Promise<readonly Nearest[] | undefined> {
  const nearestOfEach = (part: Images) => images.map((image) => nearestOf(image, part));
  const parts = await fromTrainingPictures(mark, folder, log, nearestOfEach);
  return parts?.reduce((best, part) =>
    best.map((one, at) => {
      const other = part[at] as Nearest;
      return other.distance < one.distance ? other : one;
    }),
  );
}

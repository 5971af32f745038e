import { ConfigError, expected } from "../errors.js";
import type { Run } from "../runs/run.js";
import type { Images } from "../shape.js";
import { coverData, type Placed } from "./coverData.js";

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

/** @throws ConfigError for genres of which too few covers were held out to say anything. */
export function checkHeldOut({ labels }: LabelledImages, names: readonly string[]): void {
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
  folder?: string,
  log?: (line: string) => void,
): Promise<GenreData> {
  const { dataSet, ...sides } = await coverData(run, folder, log);
  const labelled = ({ images, places }: Placed): LabelledImages => ({
    images,
    labels: Int32Array.from(places, (place) => dataSet.labelOf(place)),
  });
  const [training, heldOut] = [labelled(sides.training), labelled(sides.heldOut)];
  checkHeldOut(heldOut, run.iteration.condition.classes);
  return { training, heldOut };
}

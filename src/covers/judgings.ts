import type { Images } from "../shape.js";
import type { GenreData, LabelledImages } from "./genreData.js";
import { genreCnn, genreLinear } from "./genreNets.js";
import { colourHistograms } from "./proof/colours.js";
import { shapesOnly } from "./proof/shapesOnly.js";
import type { Judging } from "./recognise.js";

const signed = ({ data }: Images) => Float32Array.from(data, (byte) => byte / 127.5 - 1);
/** Shares as a network likes them: roots, near 1 where a colour is common. */
const roots = (shares: Float32Array) => shares.map((share) => 4 * Math.sqrt(share));

/** The three kinds of classifier, and what each is shown of a cover. */
export function judgings(
  { training, heldOut }: GenreData,
  generated: LabelledImages,
  classes: number,
  steps: number,
): Readonly<Record<"whole" | "colours" | "shapes", Judging>> {
  const { height, channels } = training.images;
  const seen = (view: (images: Images) => Float32Array) => {
    const of = ({ images, labels }: LabelledImages) => ({ values: view(images), labels });
    return { training: of(training), heldOut: of(heldOut), generated: of(generated), steps };
  };
  const augment = ["translation", "cutout"] as const;
  return {
    whole: {
      name: `genreCnn${height}-v1`,
      network: genreCnn(height, channels, classes),
      augment,
      ...seen(signed),
    },
    colours: {
      name: "colours512-v1",
      network: genreLinear(512, classes),
      ...seen((images) => roots(colourHistograms(images))),
    },
    shapes: {
      name: `shapes${height}-v1`,
      network: genreCnn(height, 1, classes),
      augment,
      ...seen(shapesOnly),
    },
  };
}

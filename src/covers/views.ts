import type { Augmentation } from "../iterations/iteration.js";
import type { Network } from "../nets/layer.js";
import type { Images } from "../shape.js";
import { genreCnn, genreLinear } from "./genreNets.js";
import { colourHistograms } from "./proof/colours.js";
import { shapesOnly } from "./proof/shapesOnly.js";

/** A way to look at covers, and the network that does. */
export interface View {
  readonly name: string;
  readonly network: Network;
  readonly augment?: readonly Augmentation[];
  readonly see: (images: Images) => Float32Array;
}

/** By the whole cover, by its colours alone, by its drawing alone. */
export const viewNames = {
  whole: "the whole cover",
  colours: "its colours alone",
  shapes: "its drawing alone",
} as const;
export type ViewName = keyof typeof viewNames;

const signed = ({ data }: Images) => Float32Array.from(data, (byte) => byte / 127.5 - 1);
/** Shares as a network likes them: roots, near 1 where a colour is common. */
const roots = (shares: Float32Array) => shares.map((share) => 4 * Math.sqrt(share));

/** The three views of covers of a size. @param classes that the networks tell. */
export function coverViews(
  { height, channels }: Pick<Images, "height" | "channels">,
  classes: number,
): Readonly<Record<ViewName, View>> {
  const augment = ["translation", "cutout"] as const;
  return {
    whole: {
      name: `genreCnn${height}-v1`,
      network: genreCnn(height, channels, classes),
      augment,
      see: signed,
    },
    colours: {
      name: "colours512-v1",
      network: genreLinear(512, classes),
      see: (images) => roots(colourHistograms(images)),
    },
    shapes: {
      name: `shapes${height}-v1`,
      network: genreCnn(height, 1, classes),
      augment,
      see: shapesOnly,
    },
  };
}

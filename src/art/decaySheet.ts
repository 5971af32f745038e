import { type DecayKind, decayed, decayKinds } from "../data/decay/decay.js";
import type { Picture } from "../data/picture.js";
import type { Images } from "../shape.js";
import { gridImage } from "../show/grid.js";

/** How a sheet is laid out. */
export interface DecaySheetOptions {
  readonly kinds?: readonly DecayKind[];
  readonly strengths?: readonly number[];
  readonly seed?: number;
}

/** A picture under each kind of decay, a row each, and each strength, a column each. */
export function decaySheet(picture: Picture, options: DecaySheetOptions = {}): Images {
  const { kinds = decayKinds, strengths = [0, 0.25, 0.5, 0.75, 1], seed = 1 } = options;
  const cells = kinds.flatMap((kind) =>
    strengths.map((strength) => decayed(picture, { [kind]: strength }, seed).data),
  );
  const { width, height, channels } = picture;
  const images = { data: Buffer.concat(cells), count: cells.length, width, height, channels };
  return gridImage(images, { columns: strengths.length, border: 2, borderValue: 255 });
}

import { round } from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import { valuesOf } from "../../engine/valuesOf.js";
import { type Images, inParts, joinPictures } from "../../shape.js";
import { filtered, gaussian, picturesOf, planesOf } from "./planes.js";

/** A control's blur as a share of the side: a sigma of 1.4 pixels at 40 px, 9.1 at 256. */
const BLUR_SHARE = 1 / 28;
/** Pictures blurred at once. */
const AT_ONCE = 32;

/**
 * Control: soft blobs in place of pictures, a Gaussian that takes the same detail at every size. Of a
 * fixed width in pixels it would be strong in small pictures and invisible in large ones.
 */
export function blurred(images: Images): Images {
  const sigma = BLUR_SHARE * Math.min(images.height, images.width);
  const kernel = gaussian(sigma, 2 * Math.ceil(3 * sigma) + 1);
  const soft = (some: Images): Images => {
    const values = valuesOf(() =>
      round(picturesOf(filtered(planesOf(some), kernel, "mirrored"), some.channels)),
    );
    return { ...some, data: Uint8Array.from(values) };
  };
  return joinPictures(inParts(images, AT_ONCE).map(soft));
}

/** Control: the same patches of 7 px and colours in another order, what texture without composition would be. */
export function shuffledPatches(images: Images, seed: number, side = 7): Images {
  const { count, height, width, channels } = images;
  const data = new Uint8Array(images.data);
  const random = new Random(seed, "shuffled patches");
  const [rows, columns] = [Math.floor(height / side), Math.floor(width / side)];
  for (let image = 0; image < count; image++) {
    const order = Array.from({ length: rows * columns }, (_, at) => at);
    for (let at = order.length - 1; at > 0; at--) {
      const other = random.integer(at + 1);
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    for (const [to, from] of order.entries())
      for (let y = 0; y < side; y++) {
        const place = (cell: number) =>
          ((image * height + Math.floor(cell / columns) * side + y) * width +
            (cell % columns) * side) *
          channels;
        const row = images.data.subarray(place(from), place(from) + side * channels);
        data.set(row, place(to));
      }
  }
  return { ...images, data };
}

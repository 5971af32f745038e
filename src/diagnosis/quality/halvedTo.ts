import { valuesOf } from "../../engine/valuesOf.js";
import { type Images, inParts, joinPictures } from "../../shape.js";
import { blur, halve, picturesOf, planesOf } from "./planes.js";

/** Pictures halved at once. */
const AT_ONCE = 64;

function halved(images: Images): Images {
  const { count, channels } = images;
  const values = valuesOf(() => picturesOf(halve(blur(planesOf(images))), channels));
  const [height, width] = [Math.ceil(images.height / 2), Math.ceil(images.width / 2)];
  return { data: Uint8Array.from(values), count, height, width, channels };
}

/** Square pictures, blurred and halved until their side is at most `mostPx`. */
export function halvedTo(images: Images, mostPx: number): Images {
  if (images.height <= mostPx) return images;
  return halvedTo(joinPictures(inParts(images, AT_ONCE).map(halved)), mostPx);
}

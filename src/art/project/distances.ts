import { expected, ShapeError } from "../../errors.js";
import { type Images, sizeOf } from "../../shape.js";

/** Root of the mean squared difference of two pictures of one size, in grey levels. */
export function levelsApart(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (const [at, value] of one.entries()) sum += (value - (other[at] ?? 0)) ** 2;
  return Math.sqrt(sum / one.length);
}

/** Each picture of a set beside one: how far it is, in grey levels. */
export function distancesTo(image: Images, all: Images): readonly number[] {
  const size = sizeOf([all.height, all.width, all.channels]);
  return Array.from({ length: all.count }, (_, at) =>
    levelsApart(image.data, all.data.subarray(at * size, (at + 1) * size)),
  );
}

/** One picture of many. */
export function pictureAt(images: Images, at: number): Images {
  const size = sizeOf([images.height, images.width, images.channels]);
  return { ...images, count: 1, data: images.data.slice(at * size, (at + 1) * size) };
}

/** Pictures of one size behind each other. */
export function joined(parts: readonly Images[]): Images {
  const [first] = parts;
  if (!first) throw new ShapeError(expected("pictures to join", "at least one", 0));
  const data = Buffer.concat(parts.map((part) => part.data));
  return { ...first, data, count: parts.reduce((sum, { count }) => sum + count, 0) };
}

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

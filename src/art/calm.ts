import type { Images } from "../shape.js";

/** Mean absolute change between two pictures of one size, in grey levels of 255. */
export function meanChange({ data: one }: Images, { data: other }: Images): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return sum / one.length;
}

/** How much a film changes from each frame to the next. */
export function changes(frames: readonly Images[]): readonly number[] {
  return frames.slice(1).map((frame, index) => meanChange(frames[index] as Images, frame));
}

import type { Images } from "../../shape.js";

/** How far pictures are from what they should be: mean absolute differences, in grey levels of 255. */
export interface TranslationErrors {
  /** Pictures measured. */
  readonly n: number;
  /** There and back, where there is a way back. */
  readonly cycle?: number;
  /** From the partners, where there are pairs, and that of the pictures left as they are. */
  readonly partner?: number;
  readonly unchanged?: number;
}

/** Mean absolute difference of the pictures of two sets, in grey levels. */
export function meanDifference({ data: one }: Images, { data: other }: Images): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++)
    sum += Math.abs((one[at] as number) - (other[at] as number));
  return sum / one.length;
}

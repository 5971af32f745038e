import { expected } from "../src/errors.js";
import type { Precision } from "./programs.js";

/** Losses of the compared steps, `[D, G]` each; with those of the cycle behind them in a game of four networks. */
export type Losses = readonly (readonly number[])[];

/**
 * Largest relative difference that is still the same computation: float32 programs add in other
 * orders, and after an update the weights differ in the last digits; bfloat16 has 8 bits. Adam's first steps
 * are as long for tiny gradients as for large ones, so last digits grow: 1e-4 in the first step of
 * dcgan 128 is 1e-2 in the third. A wrong rate or order of updates is 1e-1 and more there.
 */
export const tolerances: Readonly<Record<Precision, number>> = { float32: 3e-2, bfloat16: 2e-1 };

/** Largest difference of two lists of losses, relative where they are above 1. */
export function differenceOf(ours: Losses, theirs: Losses): number {
  const apart = theirs.map((step, index) =>
    step.map((value, player) => {
      const other = ours[index]?.[player] ?? Number.NaN;
      return Math.abs(other - value) / Math.max(1, Math.abs(value));
    }),
  );
  return Math.max(...apart.flat());
}

/** Why a program's losses are not those of the reference, or nothing. */
export function refusalOf(
  program: { readonly name: string; readonly precision: Precision },
  losses: Losses,
  reference: Losses,
): string | undefined {
  const limit = tolerances[program.precision];
  const apart = differenceOf(losses, reference);
  if (apart <= limit && losses.length === reference.length) return undefined;
  const shown = (list: Losses) =>
    list.map((step) => step.map((value) => value.toPrecision(5)).join("/")).join(" ");
  return expected(
    `${program.name}: losses [D/G] of the first ${reference.length} steps`,
    `${shown(reference)} within ${limit}`,
    shown(losses),
  );
}

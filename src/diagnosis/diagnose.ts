import type { Cause, Finding } from "./cause.js";
import { gated, tooShort, unequal } from "./causes/balance.js";
import { bottleneck, dense, inertDropout, noiseFilter } from "./causes/networks.js";
import { batchOne, twoModes } from "./causes/norms.js";
import { data, view } from "./causes/pictures.js";
import { scaling } from "./causes/scaling.js";
import type { Signals } from "./signals.js";

/** Every cause that is known, A to L. */
export const causes: readonly Cause[] = [
  scaling,
  batchOne,
  gated,
  bottleneck,
  unequal,
  inertDropout,
  twoModes,
  dense,
  view,
  data,
  noiseFilter,
  tooShort,
];

/** Names the causes of failure that show in a run's signals; it never sees what was set. */
export function diagnose(signals: Signals): readonly Finding[] {
  return causes.flatMap(({ letter, cause, look }) => {
    const found = look(signals);
    return found ? [{ letter, cause, ...found }] : [];
  });
}

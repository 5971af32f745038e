import { findIteration } from "./catalogue.js";
import type { Iteration } from "./iteration.js";
import { type Scale, scaled } from "./scaled.js";

/** How each preset is shrunk for a first look, and for how many steps. */
const quickScales: Readonly<
  Record<string, Readonly<Record<string, Scale & { readonly steps: number }>>>
> = {
  gan128MNIST: {
    asRun: { imageSize: 28, width: 4, steps: 600 },
    asTold: { imageSize: 28, width: 2, steps: 600 },
    asPublished: { imageSize: 28, steps: 600 }, // already at 28 px
    repaired: { imageSize: 28, steps: 4000 },
  },
};

/** The quick copy of a preset: small, marked "quick", with steps for a few minutes on two cores. */
export function quickCopy(name: string, preset?: string): Iteration {
  const iteration = findIteration(name, preset);
  const { steps = iteration.training.steps, ...scale } =
    quickScales[name]?.[iteration.preset] ?? {};
  const copy = scaled(iteration, scale);
  return { ...copy, training: { ...copy.training, steps } };
}

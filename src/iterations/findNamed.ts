import { defaultPreset, findIteration, presetsOf } from "./catalogue.js";
import type { Iteration } from "./iteration.js";

/** `gan512` or `gan512:asTold`; what the script did, where there was one, unless a preset is named. */
export function findNamed(name: string): Iteration {
  const [iteration = "", preset] = name.split(":");
  const usual = "asRun" in presetsOf(iteration) ? "asRun" : defaultPreset;
  return findIteration(iteration, preset ?? usual);
}

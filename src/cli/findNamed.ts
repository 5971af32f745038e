import { findIteration } from "../iterations/catalogue.js";
import type { Iteration } from "../iterations/iteration.js";

/** `gan512` or `gan512:asTold`; what the script did, unless a preset is named. */
export function findNamed(name: string): Iteration {
  const [iteration = "", preset = "asRun"] = name.split(":");
  return findIteration(iteration, preset);
}

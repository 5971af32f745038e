import { ConfigError, expected } from "../errors.js";
import { checkpointSteps } from "./checkpoint.js";
import type { Run } from "./run.js";

/** Steps that an error lists. */
const LISTED = 8;

/** The steps there are: all, or the nearest ones where they are many. */
function stepsNear(steps: readonly number[], step: number): string {
  if (steps.length <= LISTED) return `one of steps ${steps.join(", ")}`;
  const near = [...steps].sort((a, b) => Math.abs(a - step) - Math.abs(b - step)).slice(0, LISTED);
  const span = `${steps[0]} to ${steps.at(-1)}`;
  return `one of the ${steps.length} steps ${span}, the nearest ${near.sort((a, b) => a - b).join(", ")}`;
}

/** A step whose checkpoint a run kept, the last one unless said. @throws ConfigError with those there are. */
export function chosenStep(run: Run, step: number | undefined): number {
  const steps = checkpointSteps(run.folder);
  const chosen = step ?? steps.at(-1);
  if (chosen !== undefined && steps.includes(chosen)) return chosen;
  const known = steps.length > 0 ? stepsNear(steps, step ?? 0) : "a run with a checkpoint";
  throw new ConfigError(expected(`checkpoint of ${run.name}`, known, step ?? "none"));
}

import { Run } from "../runs/run.js";
import { findRunAtStep, type RunAtStep } from "../runs/runAtStep.js";

/** A run by itself or by name, `RUN@STEP` for an earlier checkpoint. */
export type Which = string | Run | RunAtStep;

/** The run that is meant, and the step of it if one is. @throws ConfigError with the runs there are. */
export function atStep(which: Which): RunAtStep {
  if (typeof which === "string") return findRunAtStep(which);
  return which instanceof Run ? { run: which } : which;
}

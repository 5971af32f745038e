import type { Precision } from "./precision.js";
import { bestMode, openRunner } from "./runner.js";
import type { Figures, Step, StepRunner, Tensors } from "./step.js";

/** A step that is ready to run again and again. */
export interface CompiledStep {
  /** Runs the step on its state and these inputs, which stay the caller's. @returns its figures. */
  run(inputs: Tensors): Figures;
  /** Its state: to be read as tensors, set, shared with other steps, and disposed of. */
  readonly runner: StepRunner;
}

/**
 * Records `step` once, without computing it, and runs it as a TensorFlow graph whose variables are
 * the state; op by op on the plain engine, which has no graphs.
 * @param state taken over: freed when the graph has its values.
 * @param inputs such as the step will be given: only their names, shapes and types matter here.
 * @throws ConfigError, ShapeError with the place in the step for what a graph cannot hold: a value
 * read back into JavaScript, a random constant, a tensor from outside.
 */
export function compile(
  step: Step,
  state: Tensors,
  inputs: Tensors,
  precision: Precision = "float32",
): CompiledStep {
  const runner = openRunner(bestMode(), state, precision);
  runner.prepare([[step]], inputs);
  return { runner, run: (given) => runner.run([step], given) };
}

import { CompiledRunner } from "./compiled/compiledRunner.js";
import { isNative } from "./nativeBackend.js";
import type { Precision } from "./precision.js";
import { EagerRunner, type StepRunner, type Tensors } from "./step.js";

/** Whether steps run as TensorFlow graphs or op by op. */
export type RunnerMode = "compiled" | "eager";

/** Compiled on the native engine; op by op on the plain one, which has no graphs. */
export function bestMode(): RunnerMode {
  return isNative() ? "compiled" : "eager";
}

/**
 * A runner that takes over `initial`; `precision` holds for compiled steps.
 * @throws ConfigError for compiled steps on the plain engine.
 */
export function openRunner(
  mode: RunnerMode,
  initial: Tensors,
  precision: Precision = "float32",
): StepRunner {
  return mode === "compiled" ? new CompiledRunner(initial, precision) : new EagerRunner(initial);
}

/** One line for the start of a run. */
export function describeMode(mode: RunnerMode, precision: Precision = "float32"): string {
  if (mode === "compiled") {
    const how = precision === "bfloat16" ? ", in bfloat16 with float32 weights" : "";
    return `steps: compiled, as TensorFlow graphs${how}`;
  }
  const reason = isNative() ? "as asked" : "the plain engine has no graphs";
  return `steps: op by op (${reason})`;
}

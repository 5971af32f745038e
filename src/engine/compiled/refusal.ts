import { ConfigError, expected } from "../../errors.js";
import { callerFrame, describeFrame } from "./place.js";

/** The error for a step that cannot be a graph: what, and where in the step. */
export function refusal(what: string, got: string): ConfigError {
  return new ConfigError(expected(`compiled step at ${describeFrame(callerFrame())}`, what, got));
}

import { Run } from "./run.js";
import { findRunFolder } from "./runFolder.js";

/** A run, and the step of it that was meant, if one was. */
export interface RunAtStep {
  readonly run: Run;
  readonly step?: number;
}

/** Reads `RUN` or `RUN@STEP`. @throws ConfigError with the runs there are. */
export function findRunAtStep(text: string): RunAtStep {
  const { name = text, step } = /^(?<name>.+)@(?<step>\d+)$/.exec(text)?.groups ?? {};
  const run = new Run(findRunFolder(name));
  return step === undefined ? { run } : { run, step: Number(step) };
}

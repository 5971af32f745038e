import type { Pictures } from "../diagnosis/bounds.js";
import { ConfigError, expected } from "../errors.js";
import type { Run } from "./run.js";

/**
 * What is known of a run's pictures, and of those before its first step.
 * @param more measures on demand; those of the run's end unless said.
 * @throws ConfigError for a run without measures.
 */
export function picturesOf(run: Run, more?: Pictures): Pictures {
  const measures = more ?? run.measures;
  if (!measures) {
    const what = "a run that came to its end";
    throw new ConfigError(expected(`run ${run.name}`, what, run.status.state));
  }
  const start = run.qualityRows().find(({ step }) => step === 0);
  return { ...(start ? { startColour: start.colour } : {}), ...measures };
}

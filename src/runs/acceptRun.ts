import { accept } from "../diagnosis/acceptance.js";
import type { Finding, Pictures } from "../diagnosis/bounds.js";
import { ConfigError, expected } from "../errors.js";
import type { Run } from "./run.js";

/**
 * A run's pictures held against the bounds of its preset, a finding each.
 * @param more measures on demand; those of the run's end unless said.
 * @throws ConfigError for a run without measures.
 */
export function acceptRun(run: Run, more?: Pictures): readonly Finding[] {
  const measures = more ?? run.measures;
  if (!measures)
    throw new ConfigError(
      expected(`run ${run.name}`, "a run that came to its end", run.status.state),
    );
  const start = run.qualityRows().find(({ step }) => step === 0);
  return accept(run.iteration, { ...(start ? { startColour: start.colour } : {}), ...measures });
}

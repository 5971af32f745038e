import { accept } from "../diagnosis/acceptance.js";
import type { Finding, Pictures } from "../diagnosis/bounds.js";
import { picturesOf } from "./picturesOf.js";
import type { Run } from "./run.js";

/**
 * A run's pictures held against the bounds of its preset, a finding each.
 * @param more measures on demand; those of the run's end unless said.
 * @throws ConfigError for a run without measures.
 */
export function acceptRun(run: Run, more?: Pictures): readonly Finding[] {
  return accept(run.iteration, picturesOf(run, more));
}

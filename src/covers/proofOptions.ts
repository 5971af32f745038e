import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import type { Run } from "../runs/run.js";

/** What a proof can be given. */
export interface ProofOptions {
  /** A checkpoint's step; the last one by default. */
  readonly step?: number;
  /** Generated covers that are judged, at least; 1,000 by default. */
  readonly samples?: number;
  /** Steps of every classifier; 600 by default. */
  readonly classifierSteps?: number;
  /** Seed of latents, classifiers and permutations; the run's own by default. */
  readonly seed?: number;
  /** The folder or table of covers that the run was trained on, if it was moved. */
  readonly data?: string;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

const told = {
  classes: "one that was told genres (covers64 ...)",
  attributes: "one that was told attributes (coversAttributes64)",
} as const;

/** @throws ConfigError for a run that was told something else, or nothing. */
export function checkTold({ name, iteration }: Run, wanted: Iteration["condition"]["tells"]): void {
  const { kind, tells } = iteration.condition;
  if (kind !== "none" && tells === wanted) return;
  throw new ConfigError(expected(`run ${name}`, told[wanted], kind === "none" ? "none" : tells));
}

/** @throws ConfigError for a run that was told something else, or held nothing out, and for counts that are none. */
export function checkProof(
  run: Run,
  wanted: Iteration["condition"]["tells"],
  options: ProofOptions,
): void {
  checkTold(run, wanted);
  const { name, iteration } = run;
  const { heldOut } = iteration.condition;
  if (heldOut === 0)
    throw new ConfigError(expected(`run ${name}: condition.heldOut`, "covers held out", heldOut));
  checkCounts(options);
}

/** @throws ConfigError for counts that are none. */
export function checkCounts({ samples = 1000, classifierSteps = 600 }: ProofOptions): void {
  for (const [field, value] of Object.entries({ samples, classifierSteps }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new ConfigError(expected(field, "a whole number of at least 1", value));
}

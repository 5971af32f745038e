import type { Iteration } from "../iterations/iteration.js";

/** Steps between checkpoints where the script kept few or none: a crash shall not cost more. */
const OWN_CHECKPOINTS = 500;

/** Steps between the lab's own checkpoints of an iteration. */
export function ownCheckpoints({ checkpointEvery: every }: Iteration["training"]): number {
  return every === "never" ? OWN_CHECKPOINTS : Math.min(every, OWN_CHECKPOINTS);
}

import { ConfigError, expected } from "../errors.js";

function checkWhole(name: string, least: number, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new ConfigError(expected(name, `a whole number of at least ${least}`, value));
}

/** Whether a run's numbers make sense. @throws ConfigError that names the one that does not. */
export function checkBudget(budget: {
  readonly seed?: number;
  readonly steps?: number;
  readonly checkpointEvery?: number;
}): void {
  checkWhole("seed", 0, budget.seed);
  checkWhole("steps", 1, budget.steps);
  checkWhole("checkpoint-every", 1, budget.checkpointEvery);
}

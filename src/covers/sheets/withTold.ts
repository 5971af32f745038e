import { ConfigError, expected } from "../../errors.js";
import type { Run } from "../../runs/run.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";

/** @throws ConfigError for a run without genres or attributes. */
export function checkTold({ name, iteration }: Run): void {
  if (iteration.condition.kind !== "none") return;
  throw new ConfigError(expected(`run ${name}`, "one that was told genres (covers64 ...)", "none"));
}

/** Opens the generator of a run that was told genres or attributes, for as long as `use` takes. @throws ConfigError for another. */
export function withTold<T>(
  run: Run,
  step: number | undefined,
  use: (generator: TrainedGenerator) => T,
): T {
  checkTold(run);
  const generator = new TrainedGenerator(run, step);
  try {
    return use(generator);
  } finally {
    generator.dispose();
  }
}

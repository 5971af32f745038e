import { ConfigError, expected } from "../../errors.js";
import type { Run } from "../../runs/run.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";

/** Opens the generator of a run that was told genres or attributes, for as long as `use` takes. @throws ConfigError for another. */
export function withTold<T>(
  run: Run,
  step: number | undefined,
  use: (generator: TrainedGenerator) => T,
): T {
  if (run.iteration.condition.kind === "none")
    throw new ConfigError(
      expected(`run ${run.name}`, "one that was told genres (covers64 ...)", "none"),
    );
  const generator = new TrainedGenerator(run, step);
  try {
    return use(generator);
  } finally {
    generator.dispose();
  }
}

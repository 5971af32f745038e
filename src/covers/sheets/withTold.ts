import { ConfigError, expected } from "../../errors.js";
import type { Run } from "../../runs/run.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";

/** Opens a run's generator and the genres it was told, for as long as `use` takes. @throws ConfigError for a run without genres. */
export function withTold<T>(
  run: Run,
  step: number | undefined,
  use: (generator: TrainedGenerator, genres: readonly string[]) => T,
): T {
  const { kind, classes } = run.iteration.condition;
  if (kind === "none")
    throw new ConfigError(
      expected(`run ${run.name}`, "one that was told genres (covers64 ...)", "none"),
    );
  const generator = new TrainedGenerator(run, step);
  try {
    return use(generator, classes);
  } finally {
    generator.dispose();
  }
}

import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ConfigError, expected, messageOf } from "../../errors.js";
import { Run, stepName } from "../../runs/run.js";
import { findRunFolder } from "../../runs/runFolder.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Source } from "./recipe.js";

/** `iteration/run`, by which a run is found again. */
const nameOf = ({ folder }: Run) => `${basename(dirname(folder))}/${basename(folder)}`;

/** First half of the sha256 of a checkpoint's arrays, as its own `SHA256SUMS` says. */
function fingerprint(run: Run, step: number): string {
  const file = join(run.folder, stepName(step), "SHA256SUMS");
  try {
    const sum = /^([0-9a-f]{32})[0-9a-f]{32} {2}state\.safetensors$/m.exec(
      readFileSync(file, "utf8"),
    );
    if (sum?.[1]) return sum[1];
  } catch (error) {
    throw new ConfigError(`${file}: expected a checkpoint's sums, got ${messageOf(error)}`);
  }
  throw new ConfigError(expected(file, "the sum of state.safetensors", "none"));
}

/** Which generator this is, for a recipe. */
export function sourceOf({ run, step, weights }: TrainedGenerator): Source {
  return { run: nameOf(run), step, checkpoint: fingerprint(run, step), weights };
}

/**
 * The generator that a recipe names; the caller disposes of it.
 * @param folder where the run lies, if it is not below `checkpoints/`.
 * @throws ConfigError where the run or its step is gone, or is another than the recipe's.
 */
export function openSource(source: Source, folder?: string): TrainedGenerator {
  const run = new Run(findRunFolder(folder ?? source.run));
  const generator = new TrainedGenerator(run, source.step, source.weights);
  const found = fingerprint(run, source.step);
  if (found === source.checkpoint) return generator;
  generator.dispose();
  throw new ConfigError(
    expected(`${run.name}@${source.step}`, `the checkpoint ${source.checkpoint}`, found),
  );
}

import { join } from "node:path";
import { ConfigError } from "../errors.js";
import { writeJson } from "../files.js";
import type { Iteration } from "../iterations/iteration.js";
import type { Divergence } from "../training/divergence.js";
import { newestCheckpoint } from "./checkpoint.js";
import type { Play } from "./playRun.js";
import { rewind } from "./rewind.js";
import type { RunOptions } from "./run.js";
import { note } from "./timeline.js";

/** Halvings without progress after which a smaller rate is not the answer. */
const LIMIT = 8;

/** The same iteration at half its learning rates. */
function slower(iteration: Iteration): Iteration {
  const { generator, discriminator } = iteration;
  return {
    ...iteration,
    generator: { ...generator, learningRate: generator.learningRate / 2 },
    discriminator: { ...discriminator, learningRate: discriminator.learningRate / 2 },
  };
}

const describe = ({ generator, discriminator }: Iteration) =>
  `G ${generator.learningRate} and D ${discriminator.learningRate}`;

/**
 * Takes a diverged run back to its last good checkpoint and halves its learning rates, which the
 * timeline keeps. A run that diverges again before its next checkpoint goes back to the one before.
 * @throws ConfigError if no smaller rate has helped.
 */
export async function rollBack(play: Play, divergence: Divergence): Promise<Play> {
  const { folder, log, from } = play;
  const newest = newestCheckpoint(folder, log);
  const stuck = play.rollbacks !== undefined && newest.state.step === from?.state.step;
  const rollbacks = stuck ? (play.rollbacks ?? 0) + 1 : 1;
  if (rollbacks > LIMIT) {
    throw new ConfigError(
      `${divergence.message}, also after ${LIMIT} halvings of the learning rates`,
    );
  }
  const older = stuck && newest.state.step > 0;
  const target = older ? newestCheckpoint(folder, log, newest.state.step) : newest;
  const { step } = target.state;
  const options: RunOptions = { ...play.options, iteration: slower(play.options.iteration) };
  await writeJson(join(folder, "options.json"), options);
  const row = await rewind(folder, step, {
    every: options.iteration.sampling.every,
    last: options.steps,
  });
  const text = `${divergence.message}; learning rates now ${describe(options.iteration)}`;
  note(folder, step, "rolled back", text);
  log(`rolled back to step ${step}: ${text}`);
  return {
    ...play,
    options,
    from: target,
    newData: false,
    secondsBefore: row?.seconds ?? 0,
    rollbacks,
  };
}

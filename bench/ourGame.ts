import type { PicturePairs } from "../src/data/pairedBatches.js";
import type { Precision } from "../src/engine/precision.js";
import type { Figures } from "../src/engine/step.js";
import type { Iteration } from "../src/iterations/iteration.js";
import type { Game } from "../src/training/game.js";
import { Gan } from "../src/training/gan.js";
import { TranslationGame } from "../src/training/translation/translationGame.js";
import { SEED, stepsBefore } from "./inputs.js";

/** The lab's own game of a net, whatever one step of it takes. */
export interface OurGame {
  readonly game: Pick<Game<never>, "tensors" | "setTensors" | "dispose">;
  play(batch: PicturePairs, step: number): Figures;
}

/** The game that notebooks and commands would play of an iteration, compiled. */
export function ourGame(iteration: Iteration, precision: Precision): OurGame {
  if (iteration.translation.kind === "none") {
    const game = new Gan(iteration, SEED, "compiled", precision);
    return { game, play: ({ from }, step) => game.play(from, step) };
  }
  const { steps } = iteration.training;
  const game = new TranslationGame(iteration, { seed: SEED, steps, mode: "compiled", precision });
  return { game, play: (pairs, step) => game.play(pairs, stepsBefore(iteration) + step) };
}

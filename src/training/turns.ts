import type { Turn } from "../engine/step.js";
import type { Iteration } from "../iterations/iteration.js";
import { trainDiscriminatorStep } from "./discriminatorStep.js";
import { evaluateStep } from "./evaluateStep.js";
import { trainGeneratorStep } from "./generatorStep.js";
import type { Players } from "./players.js";

/** Every step function that an iteration's order of updates needs. */
export function stepsOf(players: Players) {
  const { stepOrder, r1Gamma } = players.iteration.training;
  const common = {
    sides: "both",
    fakesIn: stepOrder === "keras" ? "inference" : "training",
    // Mohr's graph moves G's statistics with every executed update; the others only with G's own
    advanceGenerator: stepOrder === "mohr",
    withR1: false,
  } as const;
  return {
    evaluate: evaluateStep(players),
    both: trainDiscriminatorStep(players, common),
    bothWithR1: trainDiscriminatorStep(players, { ...common, withR1: r1Gamma > 0 }),
    real: trainDiscriminatorStep(players, { ...common, sides: "real" }),
    fake: trainDiscriminatorStep(players, { ...common, sides: "fake" }),
    generator: trainGeneratorStep(players),
  };
}

/** The step functions of a game by name. */
export type GanSteps = ReturnType<typeof stepsOf>;

/** Every turn that an iteration's order of updates can come to, for a runner to get ready. */
export function turnsOf(iteration: Iteration, steps: GanSteps): readonly Turn[] {
  const { stepOrder, r1Gamma } = iteration.training;
  const { evaluate, both, bothWithR1, real, fake, generator } = steps;
  if (stepOrder === "keras") return [[real, fake, generator]];
  if (stepOrder === "torch") {
    const plain = [both, generator];
    return r1Gamma > 0 ? [plain, [bothWithR1, generator]] : [plain];
  }
  return [[evaluate], [both, generator], [both], [generator]];
}

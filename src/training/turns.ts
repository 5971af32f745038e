import type { Turn } from "../engine/step.js";
import type { Iteration } from "../iterations/iteration.js";
import { type Sides, trainDiscriminatorStep } from "./discriminatorStep.js";
import { evaluateStep } from "./evaluateStep.js";
import { trainGeneratorStep } from "./generatorStep.js";
import type { Players } from "./players.js";

/** The step functions that an iteration's order of updates needs, as turns. */
export function stepsOf(players: Players) {
  const { stepOrder, fakesForDiscriminator, r1Gamma } = players.iteration.training;
  const common = {
    fakesIn: fakesForDiscriminator,
    // Mohr's graph moves G's statistics with every executed update; the others only with G's own
    advanceGenerator: stepOrder === "mohr" && fakesForDiscriminator === "training",
  };
  const discriminator = (withR1: boolean): Turn => {
    const step = (sides: Sides) =>
      trainDiscriminatorStep(players, {
        ...common,
        sides,
        withR1: withR1 && sides !== "fake",
      });
    return stepOrder === "keras" ? [step("real"), step("fake")] : [step("both")];
  };
  const plain = discriminator(false);
  return {
    evaluate: [evaluateStep(players)] as Turn,
    discriminator: plain,
    discriminatorWithR1: r1Gamma > 0 ? discriminator(true) : plain,
    generator: [trainGeneratorStep(players)] as Turn,
  };
}

/** The turns of a game by name. */
export type GanSteps = ReturnType<typeof stepsOf>;

/** Whether both losses are evaluated before anybody learns: for the gate, and in Mohr's order. */
export const evaluatesFirst = ({ training: { gate, stepOrder } }: Iteration) =>
  gate !== "none" || stepOrder === "mohr";

/** Every turn that an iteration's order of updates can come to, for a runner to get ready. */
export function turnsOf(iteration: Iteration, steps: GanSteps): readonly Turn[] {
  const { gate, r1Gamma } = iteration.training;
  const { evaluate, discriminator, discriminatorWithR1, generator } = steps;
  const updates = r1Gamma > 0 ? [discriminator, discriminatorWithR1] : [discriminator];
  const both = updates.map((update) => [...update, ...generator]);
  return [
    ...(evaluatesFirst(iteration) ? [evaluate] : []),
    ...both,
    ...(gate === "none" ? [] : [...updates, generator]),
  ];
}

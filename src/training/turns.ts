import type { Turn } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import type { Sides } from "./answers.js";
import { trainDiscriminatorStep } from "./discriminatorStep.js";
import { gatedStep } from "./gatedStep.js";
import { trainGeneratorStep } from "./generatorStep.js";
import type { Players } from "./players.js";

/** Whether both losses are evaluated before anybody learns: for the gate, and in Mohr's order. */
const evaluatesFirst = ({ training: { gate, stepOrder } }: Iteration) =>
  gate !== "none" || stepOrder === "mohr";

/** D's update in an iteration's order. */
function discriminatorTurn(players: Players, withR1: boolean): Turn {
  const { stepOrder, fakesForDiscriminator: fakesIn } = players.iteration.training;
  // Mohr's graph moves G's statistics with every executed update; the others only with G's own
  const advanceGenerator = stepOrder === "mohr" && fakesIn === "training";
  const step = (sides: Sides) =>
    trainDiscriminatorStep(players, {
      fakesIn,
      advanceGenerator,
      sides,
      withR1: withR1 && sides !== "fake",
    });
  return stepOrder === "keras" ? [step("real"), step("fake")] : [step("both")];
}

/**
 * One step of a game in its iteration's order of updates, without and with the R1 penalty. All of
 * it is one turn, so that a pass is made once for everybody who needs it: one of G in each step,
 * but two where D is shown fakes of G's inference mode (Keras' order), which are other pictures;
 * and a fresh one of D after each of its updates. Where G learns in some steps only, D's update is
 * also a turn `alone`.
 * @throws ConfigError where G would learn seldom and somebody waits for its losses.
 */
export function turnsOf(players: Players) {
  const { iteration } = players;
  const { r1Gamma, generatorInterval } = iteration.training;
  const learnsSeldom = generatorInterval > 1;
  if (learnsSeldom && evaluatesFirst(iteration))
    throw new ConfigError(
      expected("training.generatorInterval", "1 with a gate or in Mohr's order", generatorInterval),
    );
  const generator: Turn = [trainGeneratorStep(players)];
  const turn = (withR1: boolean): Turn => {
    const discriminator = discriminatorTurn(players, withR1);
    if (!evaluatesFirst(iteration)) return [...discriminator, ...generator];
    return [gatedStep(players, discriminator, generator)];
  };
  const [plain, alone] = [turn(false), discriminatorTurn(players, false)];
  return {
    plain,
    withR1: r1Gamma > 0 ? turn(true) : plain,
    ...(learnsSeldom
      ? { alone, aloneWithR1: r1Gamma > 0 ? discriminatorTurn(players, true) : alone }
      : {}),
  };
}

/** The turns of a game by name. */
export type GanTurns = ReturnType<typeof turnsOf>;

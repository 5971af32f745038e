import type { GateRule } from "../iterations/iteration.js";

/** Which of the two networks learn in a step. */
export interface GateDecision {
  readonly trainGenerator: boolean;
  readonly trainDiscriminator: boolean;
}

/**
 * Mohr's balance rule: a network that is far enough ahead waits. G is skipped if
 * `generatorLoss * rule.generator < discriminatorLoss`, D if `discriminatorLoss *
 * rule.discriminator < generatorLoss`; without a rule both learn.
 */
export function gate(
  rule: GateRule | "none",
  losses: { readonly generatorLoss: number; readonly discriminatorLoss: number },
): GateDecision {
  if (rule === "none") return { trainGenerator: true, trainDiscriminator: true };
  const { generatorLoss: g, discriminatorLoss: d } = losses;
  return {
    trainGenerator: !(g * rule.generator < d),
    trainDiscriminator: !(d * rule.discriminator < g),
  };
}

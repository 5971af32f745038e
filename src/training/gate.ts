import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import type { GateRule } from "../iterations/iteration.js";

/** Which of the two networks learn in a step; bools. */
export interface GateDecision {
  readonly trainGenerator: tf.Tensor;
  readonly trainDiscriminator: tf.Tensor;
}

/**
 * Mohr's balance rule: a network that is far enough ahead waits. G is skipped if
 * `generatorLoss * rule.generator < discriminatorLoss`, D if `discriminatorLoss *
 * rule.discriminator < generatorLoss`.
 * @param losses scalars `generatorLoss`, `discriminatorLoss`.
 */
export function gate(rule: GateRule, losses: Tensors): GateDecision {
  const [g, d] = [losses.generatorLoss, losses.discriminatorLoss] as [tf.Tensor, tf.Tensor];
  return {
    trainGenerator: tf.logicalNot(tf.less(tf.mul(g, rule.generator), d)),
    trainDiscriminator: tf.logicalNot(tf.less(tf.mul(d, rule.discriminator), g)),
  };
}

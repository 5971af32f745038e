import * as tf from "@tensorflow/tfjs-core";
import { judge, meanProbability } from "../losses.js";
import type { Translators } from "./translators.js";

/** Mean absolute difference of two pictures. */
export const l1 = (a: tf.Tensor, b: tf.Tensor): tf.Scalar => tf.mean(tf.abs(tf.sub(a, b)));

/** What a discriminator minimises, half the sum of both sides, and the mean answers to log. */
export function discriminatorScore(
  { loss }: Translators,
  answers: { readonly real: tf.Tensor; readonly fake: tf.Tensor },
) {
  const both = tf.add(judge(loss, answers.real, 1), judge(loss, answers.fake, 0));
  return {
    loss: tf.mul<tf.Scalar>(both, 0.5),
    real: meanProbability(loss, answers.real),
    fake: meanProbability(loss, answers.fake),
  };
}

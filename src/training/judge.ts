import * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { classCount } from "../iterations/iteration.js";
import { conditionIn } from "../nets/conditional.js";
import { forward } from "../nets/forward.js";
import type { PassOptions } from "../nets/layerKind.js";
import type { Players } from "./players.js";

/** What D says of some pictures. */
export interface Judgement {
  /** Real or fake: `[batch, 1]`, or a map of answers. */
  readonly answer: tf.Tensor;
  /** `[batch, classes]`, where D names classes. */
  readonly classLogits?: tf.Tensor2D;
  /** D's moving statistics after the pass. */
  readonly statistics: Tensors;
}

/** A player's view of D: pictures in, answers out. */
export type Judge = (state: Tensors, pictures: tf.Tensor, options: PassOptions) => Judgement;

/** D as the players have it; `options.condition` says the pictures' classes where it wants them. */
export function judgeOf({ discriminator, iteration }: Players): Judge {
  return (state, pictures, options) => {
    const { output, statistics } = forward(discriminator, state, pictures, options);
    if (iteration.condition.kind !== "classifier") return { answer: output, statistics };
    const [batch] = output.shape as [number, number];
    const both = output as tf.Tensor2D;
    return {
      answer: tf.slice2d(both, [0, 0], [batch, 1]),
      classLogits: tf.slice2d(both, [0, 1], [batch, classCount(iteration)]),
      statistics,
    };
  };
}

/** The classes of a step's reals or fakes as an option of D's pass; nothing without classes. */
export function conditionOf(
  { iteration }: Pick<Players, "iteration">,
  inputs: Tensors,
  showing: "real" | "fake",
): { readonly condition?: tf.Tensor } {
  const classes = classCount(iteration);
  if (classes === 0) return {};
  if (showing === "fake") return { condition: conditionIn(inputs.latents as tf.Tensor, classes) };
  return { condition: inputs.condition as tf.Tensor };
}

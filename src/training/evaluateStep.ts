import type * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../engine/step.js";
import { forward } from "../nets/forward.js";
import { discriminatorLoss, generatorLoss, meanProbability } from "./losses.js";
import { dropoutSeedOf, type Players } from "./players.js";
import { shown } from "./shown.js";

/**
 * Both losses in training mode, nothing updated: what the gate decides by.
 * Inputs: `real` `[batch, height, width, channels]`, `latents` `[batch, ...]`, `dropoutSeed` `[2]`.
 */
export function evaluateStep(players: Players): Step {
  const { generator, discriminator, loss, iteration } = players;
  return (state, inputs) => {
    const dropoutSeed = dropoutSeedOf(inputs);
    const options = { training: true, dropoutSeed };
    const fakes = forward(generator, state, inputs.latents as tf.Tensor, options).output;
    const judge = (pictures: tf.Tensor, showing: "real" | "fake") =>
      forward(discriminator, state, shown(iteration, pictures, dropoutSeed, showing), options)
        .output;
    const real = judge(inputs.real as tf.Tensor, "real");
    const fake = judge(fakes, "fake");
    const { labelSmoothing } = iteration.training;
    return {
      state: {},
      figures: {
        generatorLoss: generatorLoss(loss, fake),
        discriminatorLoss: discriminatorLoss(loss, real, fake, labelSmoothing).total,
        dReal: meanProbability(loss, real),
        dFake: meanProbability(loss, fake),
      },
    };
  };
}

import type * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../engine/step.js";
import { forward } from "../nets/forward.js";
import { answers } from "./answers.js";
import { discriminatorLoss, generatorLoss, meanProbability } from "./losses.js";
import { dropoutSeedOf, type Players } from "./players.js";

/**
 * Both losses in training mode, nothing updated: what the gate decides by.
 * Inputs: `real` `[batch, height, width, channels]`, `latents` `[batch, ...]`, `dropoutSeed` `[2]`, and
 * `condition` `[batch, classes]`, the classes of the reals, where D is told them.
 */
export function evaluateStep(players: Players): Step {
  const { generator, loss, iteration } = players;
  return (state, inputs) => {
    const options = { training: true, dropoutSeed: dropoutSeedOf(inputs) };
    const fakes = forward(generator, state, inputs.latents as tf.Tensor, options).output;
    const judged = answers(players, state, inputs, { sides: "both", fakes });
    const [real, fake] = [judged.real?.answer, judged.fake?.answer] as [tf.Tensor, tf.Tensor];
    const { labelSmoothing: smoothing } = iteration.training;
    return {
      state: {},
      figures: {
        generatorLoss: generatorLoss(loss, fake),
        discriminatorLoss: discriminatorLoss(loss, real, fake, { real: { smoothing } }).total,
        dReal: meanProbability(loss, real),
        dFake: meanProbability(loss, fake),
      },
    };
  };
}

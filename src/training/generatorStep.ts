import type * as tf from "@tensorflow/tfjs-core";
import { add } from "@tensorflow/tfjs-core";
import { gradients } from "../engine/gradients.js";
import type { Step } from "../engine/step.js";
import { choiceCount } from "../iterations/iteration.js";
import { forward } from "../nets/forward.js";
import { nextAverages } from "./averages.js";
import { classLoss } from "./classLoss.js";
import { splitFigures, withFigures } from "./figures.js";
import { conditionOf, judgeOf } from "./judge.js";
import { generatorLoss } from "./losses.js";
import { update } from "./optimizers.js";
import { dropoutSeedOf, ownership, type Players, trainables } from "./players.js";
import { withL2 } from "./regularisers.js";
import { shown } from "./shown.js";

/**
 * One update of the generator through a fresh pass of the discriminator, whose weights stay as
 * they are; both in training mode. Figures: `generatorLoss`, and `generatorClassLoss` where D names
 * classes: what G pays, besides, for fakes that are not of their class.
 */
export function trainGeneratorStep(players: Players): Step {
  const { generator, loss, optimizer, iteration } = players;
  const judge = judgeOf(players);
  return (state, inputs) => {
    const options = { training: true, dropoutSeed: dropoutSeedOf(inputs) };
    const weights = trainables(generator, state);
    const { aux, gradients: slopes } = gradients(weights, (current) => {
      const made = forward(
        generator,
        { ...state, ...current },
        inputs.latents as tf.Tensor,
        options,
      );
      const seen = shown(iteration, made.output, dropoutSeedOf(inputs), "fakeForG");
      const { condition } = conditionOf(players, inputs, "fake");
      const { answer, classLogits } = judge(state, seen, {
        ...options,
        ...(condition ? { condition } : {}),
      });
      const score = generatorLoss(loss, answer);
      const named =
        classLogits && condition
          ? classLoss(classLogits, condition, choiceCount(iteration))
          : undefined;
      const figures = { generatorLoss: score, ...(named ? { generatorClassLoss: named } : {}) };
      const total = named ? add<tf.Scalar>(score, named) : score;
      return { total, aux: withFigures(made.statistics, figures) };
    });
    const { figures, statistics } = splitFigures(aux);
    const moves = withL2(iteration.training.l2, weights, slopes);
    const after = {
      ...update(optimizer, ownership(players, "generator"), state, moves),
      ...statistics,
    };
    const decay = iteration.sampling.averageDecay;
    const averages = decay > 0 ? nextAverages(decay, state, after) : {};
    return { state: { ...after, ...averages }, figures };
  };
}

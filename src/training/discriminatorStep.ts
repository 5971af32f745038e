import type * as tf from "@tensorflow/tfjs-core";
import { addN, mul, tidy } from "@tensorflow/tfjs-core";
import { gradients } from "../engine/gradients.js";
import type { Step, Tensors } from "../engine/step.js";
import { forward } from "../nets/forward.js";
import { splitFigures, withFigures } from "./figures.js";
import { discriminatorLoss, meanProbability, realLoss } from "./losses.js";
import { update } from "./optimizers.js";
import { dropoutSeedOf, ownership, type Players, trainables } from "./players.js";
import { l2, r1 } from "./regularisers.js";
import { shown } from "./shown.js";

/** Which pictures D is shown in one update. */
export type Sides = "both" | "real" | "fake";

/** Which half of the game a discriminator step plays, and how. */
export interface DiscriminatorOptions {
  readonly sides: Sides;
  /** Whether the fakes come from G's batch statistics or its moving ones. */
  readonly fakesIn: "training" | "inference";
  /** Whether making the fakes advances G's moving statistics. */
  readonly advanceGenerator: boolean;
  /** Whether this step carries the R1 penalty. */
  readonly withR1: boolean;
}

/** D's answers to what it is shown in this step, and its moving statistics after them. */
function answers(
  { discriminator, iteration }: Players,
  state: Tensors,
  inputs: Tensors,
  sides: Sides,
  fakes?: tf.Tensor,
) {
  const dropoutSeed = dropoutSeedOf(inputs);
  const judge = (current: Tensors, pictures: tf.Tensor, showing: "real" | "fake") =>
    forward(discriminator, current, shown(iteration, pictures, dropoutSeed, showing), {
      training: true,
      dropoutSeed,
    });
  const real = sides === "fake" ? undefined : judge(state, inputs.real as tf.Tensor, "real");
  const fake = fakes && judge({ ...state, ...real?.statistics }, fakes, "fake");
  return {
    real: real?.output,
    fake: fake?.output,
    statistics: { ...real?.statistics, ...fake?.statistics },
  };
}

/** What to log of D's answers: its loss on the sides it was shown, and the mean probabilities. */
function score(
  { loss, iteration }: Players,
  real: tf.Tensor | undefined,
  fake: tf.Tensor | undefined,
) {
  const { labelSmoothing } = iteration.training;
  const both = real && fake && discriminatorLoss(loss, real, fake, labelSmoothing);
  return {
    ...(both ? { discriminatorLoss: both.total } : {}),
    ...(real && !fake ? { realLoss: realLoss(loss, real, labelSmoothing) } : {}),
    ...(fake && !real ? { fakeLoss: loss.judge(fake, 0) } : {}),
    ...(real ? { dReal: meanProbability(loss, real) } : {}),
    ...(fake ? { dFake: meanProbability(loss, fake) } : {}),
  };
}

/** What D minimises, as a function of its weights: the loss of `sides` and its regularisers. */
function objective(
  players: Players,
  { sides, withR1 }: DiscriminatorOptions,
  state: Tensors,
  inputs: Tensors,
  fakes: tf.Tensor | undefined,
) {
  const { discriminator: network, iteration } = players;
  const { l2: l2Rate, r1Gamma, r1Interval } = iteration.training;
  return (weights: Tensors) => {
    const current = { ...state, ...weights };
    const { real, fake, statistics } = answers(players, current, inputs, sides, fakes);
    const scores = score(players, real, fake);
    const loss = scores.discriminatorLoss ?? scores.realLoss ?? (scores.fakeLoss as tf.Scalar);
    const decay = l2Rate > 0 ? [l2(l2Rate, weights)] : [];
    const seed = dropoutSeedOf(inputs);
    const penalty = withR1
      ? r1(r1Gamma, network, current, inputs.real as tf.Tensor, seed)
      : undefined;
    const slope = penalty ? [mul<tf.Scalar>(penalty, r1Interval)] : [];
    const total = addN([loss, ...decay, ...slope]);
    const figures = { ...scores, ...(penalty ? { r1: penalty } : {}) };
    return { total, aux: withFigures(statistics, figures) };
  };
}

/** Fakes to show to D, without a path back to G's weights. */
function makeFakes(
  { generator }: Players,
  fakesIn: "training" | "inference",
  state: Tensors,
  inputs: Tensors,
) {
  return tidy(() => {
    const options = { training: fakesIn === "training", dropoutSeed: dropoutSeedOf(inputs) };
    const { output, statistics } = forward(generator, state, inputs.latents as tf.Tensor, options);
    return { output, statistics: statistics as Record<string, tf.Tensor> };
  });
}

/**
 * One update of the discriminator; the generator's weights stay as they are.
 * Inputs as in `evaluateStep`. Figures: `discriminatorLoss` (or `realLoss`, `fakeLoss`), `dReal`,
 * `dFake`, `r1`, without regularisers in the losses.
 */
export function trainDiscriminatorStep(players: Players, options: DiscriminatorOptions): Step {
  const { discriminator, optimizer } = players;
  const { sides, fakesIn, advanceGenerator } = options;
  return (state, inputs) => {
    const made = sides === "real" ? undefined : makeFakes(players, fakesIn, state, inputs);
    const minimised = objective(players, options, state, inputs, made?.output);
    const { aux, gradients: slopes } = gradients(trainables(discriminator, state), minimised);
    const { figures, statistics } = splitFigures(aux);
    const moved = update(optimizer, ownership(players, "discriminator"), state, slopes);
    return {
      state: { ...moved, ...statistics, ...(advanceGenerator ? made?.statistics : {}) },
      figures,
    };
  };
}

import type * as tf from "@tensorflow/tfjs-core";
import { addN, mul, tidy } from "@tensorflow/tfjs-core";
import { gradients } from "../engine/gradients.js";
import type { Step, Tensors } from "../engine/step.js";
import { choiceCount } from "../iterations/iteration.js";
import { forward } from "../nets/forward.js";
import { answers, type Sides } from "./answers.js";
import { classAccuracy, classLoss } from "./classLoss.js";
import { splitFigures, withFigures } from "./figures.js";
import { conditionOf, type Judgement, judgeOf } from "./judge.js";
import { labelFlips } from "./labelFlips.js";
import { discriminatorLoss, fakeLoss, meanProbability, realLoss } from "./losses.js";
import { update } from "./optimizers.js";
import { dropoutSeedOf, ownership, type Players, trainables } from "./players.js";
import { type Critic, r1, wganGp, withL2 } from "./regularisers.js";
import { mixingShares } from "./shown.js";

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

/** What to log of D's answers: its loss on the sides it was shown, and the mean probabilities. */
function score(
  { loss, iteration }: Players,
  real: tf.Tensor | undefined,
  fake: tf.Tensor | undefined,
  seed: tf.Tensor1D,
) {
  const { labelSmoothing: smoothing, labelFlips: share = 0 } = iteration.training; // older runs have none
  const labelsOf = (answer: tf.Tensor | undefined, side: "real" | "fake") => ({
    smoothing,
    flipped: answer && labelFlips(share, answer, seed, side),
  });
  const labels = { real: labelsOf(real, "real"), fake: labelsOf(fake, "fake") };
  const both = real && fake && discriminatorLoss(loss, real, fake, labels);
  return {
    ...(both ? { discriminatorLoss: both.total } : {}),
    ...(real && !fake ? { realLoss: realLoss(loss, real, labels.real) } : {}),
    ...(fake && !real ? { fakeLoss: fakeLoss(loss, fake, labels.fake) } : {}),
    ...(real ? { dReal: meanProbability(loss, real) } : {}),
    ...(fake ? { dFake: meanProbability(loss, fake) } : {}),
  };
}

/** D's class losses, where it names classes, and how often it is right about reals that are of one class each. */
function classScores(
  players: Players,
  inputs: Tensors,
  real: Judgement | undefined,
  fake: Judgement | undefined,
) {
  const { fakesWeight, tells } = players.iteration.condition;
  const choices = choiceCount(players.iteration);
  const of = (judged: Judgement | undefined, showing: "real" | "fake") => {
    const logits = judged?.classLogits;
    const condition = logits && conditionOf(players, inputs, showing).condition;
    return condition && { logits, condition };
  };
  const [reals, fakes] = [of(real, "real"), fakesWeight > 0 ? of(fake, "fake") : undefined];
  const loss = reals && classLoss(reals.logits, reals.condition, choices);
  return {
    losses: [
      ...(loss ? [loss] : []),
      ...(fakes
        ? [mul<tf.Scalar>(classLoss(fakes.logits, fakes.condition, choices), fakesWeight)]
        : []),
    ],
    figures: {
      ...(loss ? { classLoss: loss } : {}),
      ...(reals && tells === "classes"
        ? { classAccuracy: classAccuracy(reals.logits, reals.condition) }
        : {}),
    },
  };
}

/** WGAN's penalty on D's slope between reals and fakes. */
function gradientPenalty(players: Players, state: Tensors, inputs: Tensors, fake: tf.Tensor) {
  const condition = conditionOf(players, inputs, "real");
  const judge = judgeOf(players);
  const critic: Critic = (pictures, options) =>
    judge(state, pictures, { ...options, ...condition });
  const [real, seed] = [inputs.real as tf.Tensor, dropoutSeedOf(inputs)];
  const between = { real, fake, share: mixingShares(real.shape[0] ?? 1, seed) };
  return wganGp(players.iteration.training.gpWeight, critic, between, seed);
}

/** What D minimises, as a function of its weights: the loss of `sides` and its regularisers. */
function objective(
  players: Players,
  { sides, withR1, fakesIn }: DiscriminatorOptions,
  state: Tensors,
  inputs: Tensors,
  fakes: tf.Tensor | undefined,
) {
  const { r1Gamma, r1Interval, gpWeight } = players.iteration.training;
  return (weights: Tensors) => {
    const current = { ...state, ...weights };
    const question = { sides, fakes, withSlope: withR1 };
    const { real, fake, slope, statistics } = answers(players, current, inputs, question);
    const scores = score(players, real?.answer, fake?.answer, dropoutSeedOf(inputs));
    const loss = scores.discriminatorLoss ?? scores.realLoss ?? (scores.fakeLoss as tf.Scalar);
    const classes = classScores(players, inputs, real, fake);
    const penalty = slope && r1(r1Gamma, slope);
    const weighted = penalty ? [mul<tf.Scalar>(penalty, r1Interval)] : [];
    const between =
      gpWeight > 0 && sides === "both" && fakes
        ? [gradientPenalty(players, current, inputs, fakes)]
        : [];
    const total = addN([loss, ...classes.losses, ...weighted, ...between]);
    // an evaluation before the updates has a dFake of its own, of training's mode
    const other = fakesIn === "inference" && scores.dFake ? { dShown: scores.dFake } : {};
    const figures = {
      ...scores,
      ...other,
      ...classes.figures,
      ...(penalty ? { r1: penalty } : {}),
      ...(between[0] ? { gradientPenalty: between[0] } : {}),
    };
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
 * `dFake`, `classLoss`, `classAccuracy`, `r1`, `gradientPenalty`; `discriminatorLoss` is without
 * class losses and regularisers; `dShown` is `dFake` again where fakes are in inference mode.
 */
export function trainDiscriminatorStep(players: Players, options: DiscriminatorOptions): Step {
  const { discriminator, optimizer } = players;
  const { sides, fakesIn, advanceGenerator } = options;
  return (state, inputs) => {
    const made = sides === "real" ? undefined : makeFakes(players, fakesIn, state, inputs);
    const minimised = objective(players, options, state, inputs, made?.output);
    const weights = trainables(discriminator, state);
    const { aux, gradients: slopes } = gradients(weights, minimised);
    const { figures, statistics } = splitFigures(aux);
    const moves = withL2(players.iteration.training.l2, weights, slopes);
    const moved = update(optimizer, ownership(players, "discriminator"), state, moves);
    return {
      state: { ...moved, ...statistics, ...(advanceGenerator ? made?.statistics : {}) },
      figures,
    };
  };
}

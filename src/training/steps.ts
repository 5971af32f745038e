import type * as tf from "@tensorflow/tfjs-core";
import { add, mul, tidy } from "@tensorflow/tfjs-core";
import { gradients } from "../engine/gradients.js";
import type { Step, Tensors } from "../engine/step.js";
import type { Iteration } from "../iterations/iteration.js";
import { buildDiscriminator, buildGenerator } from "../iterations/networks.js";
import { forward, type Pass } from "../nets/forward.js";
import { trainableNames } from "../nets/initialise.js";
import type { Network } from "../nets/layer.js";
import {
  discriminatorLoss,
  type GameLoss,
  generatorLoss,
  losses,
  meanProbability,
} from "./losses.js";
import { type Optimizer, update } from "./optimizers.js";
import { l2, r1 } from "./regularisers.js";

/** The two networks of a game and how they are scored and moved. */
export interface Players {
  readonly generator: Network;
  readonly discriminator: Network;
  readonly loss: GameLoss;
  readonly optimizer: Optimizer;
  readonly iteration: Iteration;
}

/** Which half of the game a discriminator step plays, and how. */
export interface DiscriminatorOptions {
  readonly sides: "both" | "real" | "fake";
  /** Whether the fakes come from G's batch statistics or its moving ones. */
  readonly fakesIn: "training" | "inference";
  /** Whether making the fakes advances G's moving statistics. */
  readonly advanceGenerator: boolean;
  /** Whether this step carries the R1 penalty. */
  readonly withR1: boolean;
}

/** The players of an iteration; nothing is allocated. */
export function playersOf(iteration: Iteration): Players {
  return {
    generator: buildGenerator(iteration),
    discriminator: buildDiscriminator(iteration),
    loss: losses[iteration.training.loss],
    optimizer: iteration.optimizer,
    iteration,
  };
}

/** The entries of `state` that gradients of `network` move. */
export function trainables(network: Network, state: Tensors): Tensors {
  return Object.fromEntries(
    trainableNames(network).map((name) => [name, state[name] as tf.Tensor]),
  );
}

/** Where an owner's slots and counter lie, and its learning rate. */
export function ownership({ iteration }: Players, owner: "generator" | "discriminator") {
  const { shared } = iteration.optimizer;
  return {
    owner: `optimizer/${owner}`,
    counter: `optimizer/${shared ? "shared" : owner}/count`,
    learningRate: iteration[shared ? "discriminator" : owner].learningRate,
  };
}

const seedOf = (inputs: Tensors) => inputs.dropoutSeed as tf.Tensor1D;

/**
 * Both losses in training mode, nothing updated: what the gate decides by.
 * Inputs: `real` `[batch, height, width, channels]`, `latents` `[batch, ...]`, `dropoutSeed` `[2]`.
 */
export function evaluateStep(players: Players): Step {
  const { generator, discriminator, loss } = players;
  return (state, inputs) => {
    const options = { training: true, dropoutSeed: seedOf(inputs) };
    const fakes = forward(generator, state, inputs.latents as tf.Tensor, options).output;
    const real = forward(discriminator, state, inputs.real as tf.Tensor, options).output;
    const fake = forward(discriminator, state, fakes, options).output;
    return {
      state: {},
      figures: {
        generatorLoss: generatorLoss(loss, fake),
        discriminatorLoss: discriminatorLoss(loss, real, fake).total,
        dReal: meanProbability(loss, real),
        dFake: meanProbability(loss, fake),
      },
    };
  };
}

/** D's loss on the sides it is shown, its regularisers, and what to log. */
function discriminatorObjective(
  players: Players,
  options: DiscriminatorOptions,
  state: Tensors,
  inputs: Tensors,
  fakes: tf.Tensor | undefined,
) {
  const { discriminator: network, loss, iteration } = players;
  const { l2: l2Rate, r1Gamma, r1Interval } = iteration.training;
  return (weights: Tensors) => {
    const current = { ...state, ...weights };
    const pass = (from: Tensors, x: tf.Tensor): Pass =>
      forward(network, { ...from, ...weights }, x, { training: true, dropoutSeed: seedOf(inputs) });
    const real = options.sides === "fake" ? undefined : pass(current, inputs.real as tf.Tensor);
    const fake = fakes && pass({ ...current, ...real?.statistics }, fakes);
    const statistics = { ...real?.statistics, ...fake?.statistics };
    const figures: Record<string, tf.Tensor> = {};
    if (real) figures.dReal = meanProbability(loss, real.output);
    if (fake) figures.dFake = meanProbability(loss, fake.output);
    let total: tf.Scalar;
    if (real && fake) {
      total = discriminatorLoss(loss, real.output, fake.output).total;
    } else {
      total = real ? loss.judge(real.output, 1) : loss.judge((fake as Pass).output, 0);
    }
    figures[real && fake ? "discriminatorLoss" : `${options.sides}Loss`] = total;
    if (l2Rate > 0) total = add(total, l2(l2Rate, weights));
    if (options.withR1) {
      const penalty = r1(r1Gamma, network, current, inputs.real as tf.Tensor, seedOf(inputs));
      figures.r1 = penalty;
      total = add(total, mul(penalty, r1Interval));
    }
    const prefixed = Object.entries(figures).map(([name, figure]) => [`figure ${name}`, figure]);
    return { total, aux: { ...statistics, ...Object.fromEntries(prefixed) } as Tensors };
  };
}

/** Splits by-products of a loss into figures and statistics. */
function figuresOf(aux: Tensors): { figures: Tensors; statistics: Tensors } {
  const entries = Object.entries(aux);
  const isFigure = ([name]: [string, tf.Tensor]) => name.startsWith("figure ");
  return {
    figures: Object.fromEntries(
      entries.filter(isFigure).map(([name, tensor]) => [name.slice(7), tensor]),
    ),
    statistics: Object.fromEntries(entries.filter((entry) => !isFigure(entry))),
  };
}

/**
 * One update of the discriminator; the generator's weights stay as they are.
 * Inputs as in `evaluateStep`. Figures: `discriminatorLoss` (or `realLoss`, `fakeLoss`), `dReal`,
 * `dFake`, `r1`, without regularisers in the losses.
 */
export function trainDiscriminatorStep(players: Players, options: DiscriminatorOptions): Step {
  const { generator, discriminator, optimizer } = players;
  return (state, inputs) => {
    const made =
      options.sides === "real"
        ? undefined
        : tidy(() => {
            const training = options.fakesIn === "training";
            const pass = forward(generator, state, inputs.latents as tf.Tensor, {
              training,
              dropoutSeed: seedOf(inputs),
            });
            return {
              output: pass.output,
              statistics: pass.statistics as Record<string, tf.Tensor>,
            };
          });
    const weights = trainables(discriminator, state);
    const objective = discriminatorObjective(players, options, state, inputs, made?.output);
    const { aux, gradients: slopes } = gradients(weights, objective);
    const { figures, statistics } = figuresOf(aux);
    const moved = update(optimizer, ownership(players, "discriminator"), state, slopes);
    const advanced = options.advanceGenerator ? made?.statistics : {};
    return { state: { ...moved, ...statistics, ...advanced }, figures };
  };
}

/**
 * One update of the generator through a fresh pass of the discriminator, whose weights stay as
 * they are; both in training mode. Figures: `generatorLoss`.
 */
export function trainGeneratorStep(players: Players): Step {
  const { generator, discriminator, loss, optimizer, iteration } = players;
  return (state, inputs) => {
    const options = { training: true, dropoutSeed: seedOf(inputs) };
    const weights = trainables(generator, state);
    const { aux, gradients: slopes } = gradients(weights, (current) => {
      const made = forward(
        generator,
        { ...state, ...current },
        inputs.latents as tf.Tensor,
        options,
      );
      const answer = forward(discriminator, state, made.output, options).output;
      const score = generatorLoss(loss, answer);
      const { l2: rate } = iteration.training;
      const total = rate > 0 ? add<tf.Scalar>(score, l2(rate, current)) : score;
      return { total, aux: { ...made.statistics, "figure generatorLoss": score } as Tensors };
    });
    const { figures, statistics } = figuresOf(aux);
    return {
      state: {
        ...update(optimizer, ownership(players, "generator"), state, slopes),
        ...statistics,
      },
      figures,
    };
  };
}

import type * as tf from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import type { Iteration } from "../iterations/iteration.js";
import { buildDiscriminator, buildGenerator } from "../iterations/networks.js";
import { trainableNames } from "../nets/initialise.js";
import type { Network } from "../nets/layer.js";
import { type GameLoss, losses } from "./losses.js";
import type { Optimizer } from "./optimizers.js";

/** The two networks of a game and how they are scored and moved. */
export interface Players {
  readonly generator: Network;
  readonly discriminator: Network;
  readonly loss: GameLoss;
  readonly optimizer: Optimizer;
  readonly iteration: Iteration;
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

/** Seed of live dropout among a step's inputs. */
export const dropoutSeedOf = (inputs: Tensors) => inputs.dropoutSeed as tf.Tensor1D;

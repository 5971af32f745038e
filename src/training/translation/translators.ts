import * as tf from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import type { Tensors } from "../../engine/step.js";
import type { Iteration } from "../../iterations/iteration.js";
import { buildNetworks } from "../../iterations/networks.js";
import { outputOf } from "../../nets/describe.js";
import { initialise } from "../../nets/initialise.js";
import type { Network } from "../../nets/layer.js";
import { type GameLoss, losses } from "../losses.js";
import { initialSlots, type Optimizer, update } from "../optimizers.js";
import { trainables } from "../players.js";

/** The networks of a game that turns pictures into pictures, and how they are scored and moved. */
export interface Translators {
  readonly generator: Network;
  readonly discriminator: Network;
  /** The way back, where there is one. */
  readonly back?: { readonly backGenerator: Network; readonly backDiscriminator: Network };
  readonly loss: GameLoss;
  readonly optimizer: Optimizer;
  readonly iteration: Iteration;
}

/** The translators of an iteration; nothing is allocated. */
export function translatorsOf(iteration: Iteration): Translators {
  const { generator, discriminator, back } = buildNetworks(iteration);
  const { optimizer, training } = iteration;
  const loss = losses[training.loss];
  return { generator, discriminator, ...(back ? { back } : {}), loss, optimizer, iteration };
}

/** All networks, generators before discriminators. */
export const networksOf = ({ generator, discriminator, back }: Translators): readonly Network[] =>
  back
    ? [generator, back.backGenerator, discriminator, back.backDiscriminator]
    : [generator, discriminator];

const slotsOwner = ({ name }: Network) => `optimizer/${name}`;

/** Names of the pools of earlier fakes, by the generator that made them. */
export const poolName = ({ name }: Network) => `replay/${name}`;

/** Generators whose fakes are kept for another look. */
const replayed = ({ generator, back, iteration }: Translators): readonly Network[] =>
  iteration.translation.replay === 0 ? [] : back ? [generator, back.backGenerator] : [generator];

/** The first state of a game: networks, slots, counters, and empty pools. */
export function firstState(translators: Translators, seed: number): Tensors {
  const { iteration, optimizer } = translators;
  const parts = networksOf(translators).map((network) => {
    const random = new Random(seed, `${network.name} weights`);
    const arrays = initialise(network, iteration.training.initialiser, random);
    const owner = slotsOwner(network);
    const slots = initialSlots(optimizer, owner, trainables(network, arrays));
    return { ...arrays, ...slots, [`${owner}/count`]: tf.scalar(0) };
  });
  const pools = replayed(translators).map((network) => [
    poolName(network),
    tf.zeros([iteration.translation.replay, ...outputOf(network)]),
  ]);
  return Object.assign({}, ...parts, Object.fromEntries(pools));
}

/** The state after some networks were moved along their gradients. @param rate learning rate, fed. */
export function moved(
  { optimizer }: Translators,
  networks: readonly Network[],
  state: Tensors,
  slopes: Tensors,
  rate: tf.Scalar,
): Tensors {
  const parts = networks.map((network) => {
    const own = Object.entries(slopes).filter(([name]) => name.startsWith(`${network.name}/`));
    const owner = slotsOwner(network);
    const options = { owner, counter: `${owner}/count`, learningRate: rate };
    return update(optimizer, options, state, Object.fromEntries(own));
  });
  return Object.assign({}, ...parts);
}

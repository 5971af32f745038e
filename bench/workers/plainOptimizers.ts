import {
  type NamedTensorMap,
  type Optimizer,
  onesLike,
  scalar,
  train,
  type Variable,
  zerosLike,
} from "@tensorflow/tfjs-core";
import type { Iteration } from "../../src/iterations/iteration.js";

/** One of the two networks. */
export type Player = "discriminator" | "generator";

/** `tf.train.rmsprop` with mean squares that start at 1, as TensorFlow 1's do; its own start at 0. */
async function rmsProp(
  { decay, epsilon }: Iteration["optimizer"],
  rate: number,
  weights: readonly Variable[],
): Promise<Optimizer> {
  const made = train.rmsprop(rate, decay, 0, epsilon);
  const slots = (make: typeof onesLike) =>
    weights.map((weight) => ({ name: weight.name, tensor: make(weight) }));
  const iterations = { name: "iter", tensor: scalar(0, "int32") };
  await made.setWeights([iterations, ...slots(onesLike), ...slots(zerosLike)]);
  return made;
}

/**
 * tfjs's own optimizers, one for each player or one for both. They keep slots by position, so each
 * is always given all its variables; one without a gradient is left as it is.
 */
export async function plainOptimizers(
  { optimizer, generator, discriminator }: Iteration,
  weights: Readonly<Record<Player, readonly Variable[]>>,
): Promise<(player: Player, gradients: NamedTensorMap) => void> {
  const { kind, beta1, beta2, epsilon, shared } = optimizer;
  const make = async (rate: number, own: readonly Variable[]) => {
    const made =
      kind === "adam"
        ? train.adam(rate, beta1, beta2, epsilon)
        : await rmsProp(optimizer, rate, own);
    const none = Object.fromEntries(own.map(({ name }) => [name, null]));
    return (gradients: NamedTensorMap) => made.applyGradients(Object.assign({}, none, gradients));
  };
  if (shared) {
    const both = [...weights.discriminator, ...weights.generator];
    const apply = await make(discriminator.learningRate, both);
    return (_player, gradients) => apply(gradients);
  }
  const rules = {
    discriminator: await make(discriminator.learningRate, weights.discriminator),
    generator: await make(generator.learningRate, weights.generator),
  };
  return (player, gradients) => rules[player](gradients);
}

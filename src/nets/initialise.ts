import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Random } from "../engine/random.js";
import type { Tensors } from "../engine/step.js";
import { describe } from "./describe.js";
import type { Layer, Network } from "./layer.js";
import type { Initialiser, Weight } from "./weight.js";

/** The name of a stored array: `generator/03-batchNorm/scale`. */
export function weightName(
  { name }: Pick<Network, "name">,
  index: number,
  layer: Layer,
  weight: Pick<Weight, "name">,
): string {
  return `${name}/${String(index).padStart(2, "0")}-${layer.kind}/${weight.name}`;
}

/**
 * The first state of a network: trainable arrays and moving statistics by name. Numbers are drawn
 * layer by layer from `random`, so a seed names one start. The caller owns the tensors.
 */
export function initialise(network: Network, initialiser: Initialiser, random: Random): Tensors {
  const entries = describe(network).flatMap(({ layer, weights }, index) => {
    const drawn: Record<string, Float32Array> = {};
    return weights.map((weight): [string, Tensor] => {
      const values = weight.initial({ initialiser, random, drawn });
      drawn[weight.name] = values;
      return [weightName(network, index, layer, weight), tensor(values, [...weight.shape])];
    });
  });
  return Object.fromEntries(entries);
}

/** Shapes of a network's arrays by name. */
export function weightShapes(network: Network): Readonly<Record<string, readonly number[]>> {
  const entries = describe(network).flatMap(({ layer, weights }, index) =>
    weights.map((weight) => [weightName(network, index, layer, weight), weight.shape]),
  );
  return Object.fromEntries(entries);
}

/** Names of the arrays that gradients move. */
export function trainableNames(network: Network): readonly string[] {
  return describe(network).flatMap(({ layer, weights }, index) =>
    weights
      .filter((weight) => weight.trainable)
      .map((weight) => weightName(network, index, layer, weight)),
  );
}

import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Random } from "../engine/random.js";
import type { Tensors } from "../engine/step.js";
import { sizeOf } from "../shape.js";
import { describe, type Weight } from "./describe.js";
import type { Layer, Network } from "./layer.js";

/** `glorot`: uniform by fan-in and fan-out; `dcgan`: kernels normal(0, 0.02), norm scales normal(1, 0.02). */
export type Initialiser = "glorot" | "dcgan";

/** The name of a stored array: `generator/03-batchNorm/scale`. */
export function weightName(network: Network, index: number, layer: Layer, weight: Weight): string {
  return `${network.name}/${String(index).padStart(2, "0")}-${layer.kind}/${weight.name}`;
}

/** Glorot and Bengio 2010, eq. 16: uniform within sqrt(6 / (fan-in + fan-out)). */
function glorotLimit(layer: Layer, shape: readonly number[]): number {
  const field = sizeOf(shape.slice(0, -2));
  const fans = field * ((shape.at(-1) ?? 0) + (shape.at(-2) ?? 0));
  return Math.sqrt(6 / (layer.kind === "dense" ? (shape[0] ?? 0) + (shape[1] ?? 0) : fans));
}

/**
 * Deviation of a gate's first factors from 1. With normal latents 0.02 would leave the classes
 * nearly alike for thousands of steps; 0.25 in a hundred numbers tells them apart from the start.
 */
const GATE_SPREAD = 0.25;

function startValue(
  layer: Layer,
  weight: Weight,
  initialiser: Initialiser,
  random: Random,
): () => number {
  switch (weight.name) {
    case "kernel": {
      if (initialiser === "dcgan") return () => 0.02 * random.normal();
      const limit = glorotLimit(layer, weight.shape);
      return () => limit * (2 * random.uniform() - 1);
    }
    case "embedding": // that of a gate is told apart at once, and lets the latent through
      if (layer.kind !== "labelGate") return () => 0.02 * random.normal();
      if (layer.ends) return () => (layer.classes / 2) * random.normal(); // shares are that much smaller
      return () => 1 + GATE_SPREAD * random.normal();
    case "scale":
      return initialiser === "dcgan" ? () => 1 + 0.02 * random.normal() : () => 1;
    case "movingVariance":
      return () => 1;
    default:
      return () => 0;
  }
}

/**
 * The first state of a network: trainable arrays and moving statistics by name. Numbers are drawn
 * layer by layer from `random`, so a seed names one start. The caller owns the tensors.
 */
export function initialise(network: Network, initialiser: Initialiser, random: Random): Tensors {
  const entries = describe(network).flatMap(({ layer, weights }, index) =>
    weights.map((weight): [string, Tensor] => {
      const draw = startValue(layer, weight, initialiser, random);
      const values = Float32Array.from({ length: sizeOf(weight.shape) }, draw);
      return [weightName(network, index, layer, weight), tensor(values, [...weight.shape])];
    }),
  );
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

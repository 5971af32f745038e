import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../shape.js";
import { conditionIn } from "../conditional.js";
import type { GraphPlace } from "../graphBuilder.js";
import type { KerasPart } from "../kerasPart.js";
import {
  elementwise,
  type LayerKind,
  type LayerPass,
  note,
  type PlacedLayer,
} from "../layerKind.js";
import { embedding } from "../weight.js";

/**
 * The product of a latent and its label's embedding, z * (c E) (Odena 2017's AC-GAN as tfjs-examples
 * has it): the last `classes` numbers of the input mix the rows of an embedding, which multiplies
 * the others. High and low of attributes are added, z + c E, a dense layer: c is always a mixture of
 * all of them, and a product would tell levels only by the size of numbers of either sign (measured:
 * they were ignored).
 */
export interface LabelGate {
  readonly kind: "labelGate";
  readonly classes: number;
  /** The classes are attributes, high and low in turn. */
  readonly ends?: boolean;
}

/**
 * Deviation of a product's first factors from 1. With normal latents 0.02 would leave the classes
 * nearly alike for thousands of steps; 0.25 in a hundred numbers tells them apart from the start.
 */
const FACTOR_DEVIATION = 0.25;

/** `[batch, ..., size + classes]` to `[batch, ..., size]`. */
function forward({ layer, input, weights }: LayerPass<LabelGate>): tf.Tensor {
  const { classes, ends } = layer;
  const rows = tf.reshape(input, [input.shape[0] as number, -1]) as tf.Tensor2D;
  const [batch, whole] = rows.shape;
  const size = whole - classes;
  const told = tf.matMul(conditionIn(rows, classes), weights.embedding as tf.Tensor2D);
  const own = tf.slice2d(rows, [0, 0], [batch, size]);
  const gated = ends ? tf.add(own, told) : tf.mul(own, told);
  return tf.reshape(gated, [batch, ...input.shape.slice(1, -1), size]);
}

/** In Keras: a dense layer that takes z out of the input, one that takes c E, and their product or sum. */
function kerasParts({ layer, input }: PlacedLayer<LabelGate>): readonly KerasPart[] {
  const { classes, ends } = layer;
  const size = (input.at(-1) ?? 0) - classes;
  const taken = (values: (weight: (name: string) => Float32Array) => Float32Array): KerasPart => ({
    class_name: "Dense",
    config: { units: size, use_bias: false },
    takes: ["input"],
    arrays: [{ word: "kernel", shape: [size + classes, size], values }],
  });
  const z = taken(() => {
    const kernel = new Float32Array(size * (size + classes));
    for (let at = 0; at < size; at++) kernel[at * size + at] = 1;
    return kernel;
  });
  const label = taken((weight) => {
    const kernel = new Float32Array(size * (size + classes));
    kernel.set(weight("embedding"), size * size);
    return kernel;
  });
  return [z, label, { class_name: ends ? "Add" : "Multiply", config: {}, takes: [0, 1] }];
}

function graph({ graph, input, stage, weight }: GraphPlace<LabelGate>): string {
  const { classes, ends } = stage.layer;
  const size = stage.output.at(-1) ?? 0;
  const last = graph.lastOf(input, stage.input, size, classes);
  const condition = graph.reshape(last, [classes]);
  const factors = graph.add("MatMul", [condition, weight("embedding")]);
  const shaped = graph.reshape(factors, stage.output);
  const own = graph.lastOf(input, stage.input, 0, size);
  return graph.add(ends ? "AddV2" : "Mul", [own, shaped]);
}

export const labelGateKind: LayerKind<LabelGate> = {
  ...elementwise,
  output: ({ layer, input }) => [...input.slice(0, -1), (input.at(-1) ?? 0) - layer.classes],
  weights: ({ layer: { classes, ends }, input }) => [
    embedding(
      [classes, (input.at(-1) ?? 0) - classes],
      ends // the probabilities are that much smaller
        ? (random) => (classes / 2) * random.normal()
        : (random) => 1 + FACTOR_DEVIATION * random.normal(),
    ),
  ],
  macs: ({ layer, input }) => (layer.classes + 1) * sizeOf(input),
  forward,
  twiceDifferentiable: true,
  translation: { keras: kerasParts, graph },
  caption: note(() => "label embedding"),
};

import * as tf from "@tensorflow/tfjs-core";
import { fusedBias } from "../../engine/fused.js";
import { fusedMatMul } from "../../engine/fusedMatMul.js";
import { expected, ShapeError } from "../../errors.js";
import { shapeText, sizeOf } from "../../shape.js";
import type { GraphPlace } from "../graphBuilder.js";
import { own } from "../kerasPart.js";
import type { Affine, LayerKind, PassOptions, PlacedLayer, Shape, Weighted } from "../layerKind.js";
import {
  type Normalized,
  normalizedKernel,
  spectralWeights,
  withoutSpectral,
} from "../spectralNorm.js";
import { bias, kernel } from "../weight.js";
import { isFused } from "./activations.js";

/** Every unit sees every number of the input. */
export interface Dense extends Normalized {
  readonly kind: "dense";
  readonly units: number;
  readonly bias: boolean;
}

export const dense = (units: number, bias = true): Dense => ({ kind: "dense", units, bias });

/** An output with the layer's bias, where it has one. */
export function withBias(
  output: tf.Tensor,
  bias: tf.Tensor | undefined,
  options: PassOptions,
): tf.Tensor {
  if (!bias) return output;
  return isFused(options) ? fusedBias(output, bias) : tf.add(output, bias);
}

/** The same in a graph. */
export const graphWithBias = (
  { graph, stage, weight }: GraphPlace<{ readonly bias: boolean }>,
  output: string,
): string => (stage.layer.bias ? graph.add("AddV2", [output, weight("bias")]) : output);

/** Keras's kernel and bias of a linear layer. */
export const kernelAndBias = ({ weights }: PlacedLayer<unknown>) =>
  weights.filter(({ trainable }) => trainable).map(({ name, shape }) => own(name, name, shape));

/**
 * A linear layer that does the work of the norm behind it, too.
 * @param across shape in which a number for each of the layer's outputs meets its kernel.
 */
export function absorbed<L extends { readonly bias: boolean }>(
  { layer, weights }: Weighted<L>,
  { mean, factor, offset }: Affine,
  across: Shape,
): Weighted<L> {
  const centred = weights.bias ? tf.sub(weights.bias, mean) : tf.mul(mean, -1);
  return {
    layer: { ...layer, bias: true },
    weights: {
      kernel: tf.mul(weights.kernel as tf.Tensor, tf.reshape(factor, [...across])),
      bias: tf.add(tf.mul(centred, factor), offset),
    },
  };
}

export const denseKind: LayerKind<Dense> = {
  output: ({ layer, input, where }) => {
    if (input.length !== 1) throw new ShapeError(expected(where, "[units]", input));
    return [layer.units];
  },
  weights: ({ layer, input }) => {
    const own = kernel([input[0] ?? 0, layer.units]);
    return [
      own,
      ...(layer.bias ? [bias(layer.units)] : []),
      ...spectralWeights(layer, own.shape, "last"),
    ];
  },
  macs: ({ layer, input }) => sizeOf(input) * layer.units,
  activations: "output",
  forward: ({ layer, input, weights, options }) => {
    const { kernel, statistics } = normalizedKernel(layer, weights, options, "last");
    const product = isFused(options) ? fusedMatMul : tf.matMul<tf.Tensor2D>;
    const output = product(input as tf.Tensor2D, kernel as tf.Tensor2D);
    return { output: withBias(output, weights.bias, options), statistics };
  },
  twiceDifferentiable: true,
  folding: {
    role: "linear",
    plain: (own) => withoutSpectral(own, "last"),
    absorb: (own, norm) => absorbed(own, norm, [own.layer.units]),
  },
  translation: {
    keras: (stage) => {
      const { units, bias } = stage.layer;
      const config = { units, use_bias: bias };
      return [{ class_name: "Dense", config, arrays: kernelAndBias(stage) }];
    },
    graph: (place) =>
      graphWithBias(place, place.graph.add("MatMul", [place.input, place.weight("kernel")])),
  },
  caption: ({ layer, input }) => ({
    role: "box",
    title: "dense",
    detail: `${shapeText(input)} → ${shapeText([layer.units])}`,
  }),
  reach: () => ({ extentPx: Number.POSITIVE_INFINITY, scale: 1 }),
};

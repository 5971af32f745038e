import { add, mul, reshape, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { inferenceFactor } from "./batchNorm.js";
import { describe } from "./describe.js";
import { weightName } from "./initialise.js";
import type { Layer, Network } from "./layer.js";

/** A network for drawing alone, with arrays of its own. */
export interface FoldedNetwork {
  readonly network: Network;
  readonly tensors: Tensors;
}

type BatchNorm = Extract<Layer, { kind: "batchNorm" }>;
type Linear = Extract<Layer, { kind: "dense" | "conv" | "convTranspose" }>;

const isLinear = (layer: Layer | undefined): layer is Linear =>
  layer?.kind === "dense" || layer?.kind === "conv" || layer?.kind === "convTranspose";

/** The arrays of one layer under their short names. */
function arraysOf(network: Network, state: Tensors, index: number): Record<string, Tensor> {
  const stage = describe(network)[index];
  const entries = (stage?.weights ?? []).map((weight): [string, Tensor] => [
    weight.name,
    state[weightName(network, index, stage?.layer as Layer, weight)] as Tensor,
  ]);
  return Object.fromEntries(entries);
}

/** Kernel and bias that do what a linear layer and the norm behind it do with moving statistics. */
function joined(layer: Linear, own: Tensors, norm: BatchNorm, arrays: Tensors) {
  const factor = inferenceFactor(norm, arrays); // one number for each channel
  const kernel = own.kernel as Tensor;
  const [channels] = factor.shape;
  const across = layer.kind === "convTranspose" ? [channels as number, 1] : [channels as number];
  const mean = arrays.movingMean as Tensor;
  const centred = own.bias ? sub(own.bias, mean) : mul(mean, -1);
  return {
    kernel: mul(kernel, reshape(factor, across)),
    bias: add(mul(centred, factor), arrays.bias as Tensor),
  };
}

/**
 * The same network for inference with every batch norm that directly follows a dense layer or a
 * convolution folded into that layer: fewer passes over memory, equal but for rounding.
 * @returns arrays that are the caller's to free.
 */
export function foldNorms(network: Network, state: Tensors): FoldedNetwork {
  const layers: Layer[] = [];
  const arrays: Tensors[] = [];
  const made = tidy(() => {
    network.layers.forEach((layer, index) => {
      const before = network.layers[index - 1];
      const own = arraysOf(network, state, index);
      if (layer.kind === "batchNorm" && isLinear(before)) {
        const linear = arrays.pop() as Tensors;
        layers.pop();
        layers.push({ ...before, bias: true });
        arrays.push(joined(before, linear, layer, own));
        return;
      }
      layers.push(layer);
      arrays.push(own);
    });
    const folded = { ...network, layers };
    const entries = arrays.flatMap((own, index) =>
      Object.entries(own).map(([name, tensor]): [string, Tensor] => [
        weightName(folded, index, layers[index] as Layer, { name, shape: [], trainable: false }),
        tensor.clone(),
      ]),
    );
    return Object.fromEntries(entries);
  });
  return { network: { ...network, layers }, tensors: made };
}

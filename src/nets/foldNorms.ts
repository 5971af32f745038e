import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import { describe } from "./describe.js";
import { weightName } from "./initialise.js";
import { kindOf, type Layer, type Network } from "./layer.js";
import type { Weighted } from "./layerKind.js";

/** A network for inference alone, with arrays of its own. */
export interface FoldedNetwork {
  readonly network: Network;
  readonly tensors: Tensors;
}

/** Every layer with its weights under their short names. */
function weightedLayers(network: Network, state: Tensors): readonly Weighted<Layer>[] {
  return describe(network).map(({ layer, weights }, index) => {
    const own = weights.map((weight): [string, Tensor] => [
      weight.name,
      state[weightName(network, index, layer, weight)] as Tensor,
    ]);
    return { layer, weights: Object.fromEntries(own) };
  });
}

/** The layers as a network, and copies of their weights under the names that they have there. */
function networkOf(network: Network, weighted: readonly Weighted<Layer>[]): FoldedNetwork {
  const entries = weighted.flatMap(({ layer, weights }, index) =>
    Object.entries(weights).map(([name, tensor]): [string, Tensor] => [
      weightName(network, index, layer, { name }),
      tensor.clone(),
    ]),
  );
  const layers = weighted.map(({ layer }) => layer);
  return { network: { ...network, layers }, tensors: Object.fromEntries(entries) };
}

/** A layer as inference has it: a spectral norm is divided out for good. Other weights stay the same tensors. */
export function forInference(own: Weighted<Layer>): Weighted<Layer> {
  const { folding } = kindOf(own.layer);
  return folding.role === "linear" ? folding.plain(own) : own;
}

/** Runs `body` in a tidy that keeps the network's arrays. */
function keeping(body: () => FoldedNetwork): FoldedNetwork {
  let network: Network | undefined;
  const tensors = tidy(() => {
    const made = body();
    network = made.network;
    return { ...made.tensors };
  });
  return { network: network as Network, tensors };
}

/**
 * The same network for inference as other programs can have it: spectral norms divided out.
 * @returns arrays that are the caller's to free.
 */
export function foldSpectralNorms(network: Network, state: Tensors): FoldedNetwork {
  return keeping(() => networkOf(network, weightedLayers(network, state).map(forInference)));
}

/**
 * The same network for inference with every batch norm that directly follows a dense layer or a
 * convolution folded into that layer: fewer passes over memory, equal but for rounding.
 * @returns arrays that are the caller's to free.
 */
export function foldNorms(network: Network, state: Tensors): FoldedNetwork {
  return keeping(() => {
    const folded: Weighted<Layer>[] = [];
    const all = weightedLayers(network, state);
    all.forEach((own, index) => {
      const norm = kindOf(own.layer).folding;
      const before = all[index - 1];
      const linear = before ? kindOf(before.layer).folding : undefined;
      if (norm.role === "affine" && linear?.role === "linear") {
        folded.push(linear.absorb(folded.pop() as Weighted<Layer>, norm.affine(own)));
      } else folded.push(forInference(own));
    });
    return networkOf(network, folded);
  });
}

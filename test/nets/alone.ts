import type { Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../src/engine/step.js";
import { forward } from "../../src/nets/forward.js";
import type { Layer, Network } from "../../src/nets/layer.js";
import type { PassOptions } from "../../src/nets/layerKind.js";

/** The output of one layer that is a network by itself, named `net`; weights by their short names. */
export function alone(
  layer: Layer,
  input: Tensor,
  weights: Tensors = {},
  options: PassOptions = { training: false },
): Tensor {
  const network: Network = { name: "net", input: input.shape.slice(1), layers: [layer] };
  const entries = Object.entries(weights).map(([name, tensor]) => [
    `net/00-${layer.kind}/${name}`,
    tensor,
  ]);
  return forward(network, Object.fromEntries(entries), input, options).output;
}

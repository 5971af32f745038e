import type { GraphNode } from "../engine/compiled/graphNode.js";
import { typeAttribute } from "../engine/compiled/stateNodes.js";
import { describe, readTap } from "../nets/describe.js";
import { layerName } from "../nets/forward.js";
import { GraphBuilder, T } from "../nets/graphBuilder.js";
import type { Network } from "../nets/layer.js";
import { translationOf } from "./translationOf.js";

/** Names of what an inference graph takes and gives. */
export const graphPorts = { latents: "latents", pictures: "pictures" } as const;

/** The node that reads an array of the network. */
export const readName = (weight: string) => `${weight}/read`;

/**
 * A generator in inference mode as TensorFlow's operations, for a batch of any size, from the
 * placeholder `latents` to `pictures`. Arrays are read by nodes that somebody else must add.
 */
export function inferenceGraph(network: Network): readonly GraphNode[] {
  const graph = new GraphBuilder();
  const shape = { kind: "shape", value: [-1, ...network.input] } as const;
  const taps = new Map<string, string>();
  let output: string = graphPorts.latents;
  graph.nodes.push({
    name: output,
    op: "Placeholder",
    inputs: [],
    attributes: { dtype: typeAttribute("float32"), shape },
  });
  describe(network).forEach((stage, index) => {
    const { layer } = stage;
    const prefix = layerName(network, index);
    graph.prefix = prefix;
    const from = readTap(layer, taps, prefix);
    const weight = (name: string) => readName(`${prefix}/${name}`);
    output = translationOf(layer).graph({ graph, input: output, from, stage, weight });
    if (layer.kind === "tap") taps.set(layer.name, output);
  });
  const pictures = { name: graphPorts.pictures, op: "Identity", inputs: [output], attributes: T };
  return [...graph.nodes, pictures];
}

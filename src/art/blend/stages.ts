import { describe } from "../../nets/describe.js";
import { weightName } from "../../nets/initialise.js";
import type { Network } from "../../nets/layer.js";

/** Px of each layer's output; a layer before the first picture belongs to that one's stage. */
function sizes(network: Network): readonly number[] {
  const heights = describe(network).map(({ output }) =>
    output.length === 3 ? output[0] : undefined,
  );
  return heights.map((_, at) => heights.slice(at).find((px) => px !== undefined) ?? 0);
}

/** Stages of a generator, by the px of what they draw: 4, 8, 16 .. */
export function stagesOf(network: Network): readonly number[] {
  const own = sizes(network).filter((_, at) => (describe(network)[at]?.weights.length ?? 0) > 0);
  return [...new Set(own)].sort((a, b) => a - b);
}

/** The stage of each array by its name: kernels and norms alike. */
export function stageOfArrays(network: Network): Readonly<Record<string, number>> {
  const px = sizes(network);
  const entries = describe(network).flatMap(({ layer, weights }, index) =>
    weights.map((weight) => [weightName(network, index, layer, weight), px[index] as number]),
  );
  return Object.fromEntries(entries);
}

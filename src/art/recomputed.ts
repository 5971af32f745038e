import { dispose, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { Random } from "../engine/random.js";
import type { Tensors } from "../engine/step.js";
import type { Noise } from "../iterations/iteration.js";
import { forward } from "../nets/forward.js";
import type { Network } from "../nets/layer.js";
import { drawLatents, latentTensor, spaceOf } from "../training/latents.js";

/** Latents of one training pass. */
const BATCH = 50;

/** The latents that statistics are taken from. */
export interface RecomputeOptions {
  readonly noise: Noise;
  readonly seed: number;
  readonly count: number;
  readonly batch?: number;
}

/** The batch's own statistics as the moving ones: the old average weighs nothing. */
const forgetful = (network: Network): Network => ({
  ...network,
  layers: network.layers.map((layer) =>
    layer.kind === "batchNorm" ? { ...layer, momentum: 0 } : layer,
  ),
});

/**
 * Gives a network's norms statistics of its own, from latents passed in training mode: the mean of
 * the batches' means, and of their variances plus the variance of their means.
 * @param count of latents, brought up to whole batches; 50 in a batch unless said. @returns the arrays with new
 * statistics; those given are freed.
 */
export function recomputed(
  network: Network,
  arrays: Tensors,
  { noise, seed, count, batch: size = BATCH }: RecomputeOptions,
): Tensors {
  const own = forgetful(network);
  const random = new Random(seed, "statistics of a blend");
  const batches = Math.max(1, Math.ceil(count / size));
  const sums = new Map<string, { readonly sum: Float64Array; readonly squares: Float64Array }>();
  for (let batch = 0; batch < batches; batch++) {
    const latents = drawLatents(noise, size, spaceOf(network), random);
    const statistics = tidy(
      () =>
        forward(own, arrays, latentTensor(latents, network.input), { training: true })
          .statistics as Record<string, Tensor>,
    );
    for (const [name, tensor] of Object.entries(statistics)) {
      const { sum, squares } = sums.get(name) ?? {
        sum: new Float64Array(tensor.size),
        squares: new Float64Array(tensor.size),
      };
      tensor.dataSync().forEach((value, at) => {
        sum[at] = (sum[at] as number) + value / batches;
        squares[at] = (squares[at] as number) + (value * value) / batches;
      });
      sums.set(name, { sum, squares });
    }
    dispose(statistics);
  }
  return withStatistics(arrays, sums);
}

function withStatistics(
  arrays: Tensors,
  sums: ReadonlyMap<string, { readonly sum: Float64Array; readonly squares: Float64Array }>,
): Tensors {
  const fresh = [...sums].map(([name, { sum }]): [string, Tensor] => {
    const means = sums.get(name.replace("movingVariance", "movingMean"));
    const between = (at: number) =>
      name.endsWith("movingVariance") && means
        ? (means.squares[at] as number) - (means.sum[at] as number) ** 2
        : 0;
    const values = Float32Array.from(sum, (value, at) => value + Math.max(0, between(at)));
    return [name, tensor1d(values)];
  });
  const next = Object.fromEntries(fresh);
  for (const name of Object.keys(next)) arrays[name]?.dispose();
  return { ...arrays, ...next };
}

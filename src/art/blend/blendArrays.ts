import { add, clone, dispose, mul, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import type { Tensors } from "../../engine/step.js";
import { ConfigError } from "../../errors.js";
import type { Noise } from "../../iterations/iteration.js";
import { forward } from "../../nets/forward.js";
import { weightShapes } from "../../nets/initialise.js";
import type { Network } from "../../nets/layer.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { drawLatents, latentTensor, spaceOf } from "../../training/latents.js";
import type { BlendPlan } from "./blendPlan.js";
import { stageOfArrays } from "./stages.js";

/** Mismatches that an error lists. */
const LISTED = 3;

/** @throws ConfigError for generators that are not made of the same arrays, the first ones listed. */
export function checkShapes(parents: readonly TrainedGenerator[]): void {
  const [first, ...others] = parents as [TrainedGenerator, ...TrainedGenerator[]];
  const wanted = weightShapes(first.network);
  for (const other of others) {
    const got = weightShapes(other.network);
    const wrong = Object.keys({ ...wanted, ...got }).filter(
      (name) => wanted[name]?.join() !== got[name]?.join(),
    );
    if (wrong.length === 0) continue;
    const listed = wrong
      .slice(0, LISTED)
      .map(
        (name) => `${name} [${got[name] ?? "nothing"}] in place of [${wanted[name] ?? "nothing"}]`,
      );
    const more = wrong.length > LISTED ? `; and ${wrong.length - LISTED} more` : "";
    throw new ConfigError(
      `blend: ${other.run.name}: expected the arrays of ${first.run.name}, got others: ${listed.join("; ")}${more}`,
    );
  }
}

/**
 * The arrays of some generators, mixed stage by stage: kernels, norms and statistics together. A
 * stage that is one parent's alone is a copy, to the last bit.
 * @returns arrays that are the caller's.
 */
export function blendArrays(
  network: Network,
  parents: readonly Tensors[],
  plan: BlendPlan,
): Tensors {
  const stage = stageOfArrays(network);
  const entries = Object.keys(stage).map((name): [string, Tensor] => {
    const shares = plan[stage[name] as number] ?? [];
    const whole = shares.indexOf(1);
    if (whole >= 0) return [name, clone(parents[whole]?.[name] as Tensor)];
    const mixed = tidy(() =>
      shares
        .map((share, at) => mul(parents[at]?.[name] as Tensor, share))
        .reduce((sum, part) => add(sum, part)),
    );
    return [name, mixed];
  });
  return Object.fromEntries(entries);
}

/** Latents of one training pass. */
const BATCH = 50;

/** The batch's own statistics as the moving ones: the old average weighs nothing. */
const forgetful = (network: Network): Network => ({
  ...network,
  layers: network.layers.map((layer) =>
    layer.kind === "batchNorm" ? { ...layer, momentum: 0 } : layer,
  ),
});

/**
 * Gives the norms of a mixed network statistics of its own, from latents passed in training mode:
 * the mean of the batches' means, and of their variances plus the variance of their means.
 * @param count of latents, brought up to whole batches of 50. @returns the arrays with new
 * statistics; those given are freed.
 */
export function recomputed(
  network: Network,
  arrays: Tensors,
  { noise, seed, count }: { readonly noise: Noise; readonly seed: number; readonly count: number },
): Tensors {
  const own = forgetful(network);
  const random = new Random(seed, "statistics of a blend");
  const batches = Math.max(1, Math.ceil(count / BATCH));
  const sums = new Map<string, { readonly sum: Float64Array; readonly squares: Float64Array }>();
  for (let batch = 0; batch < batches; batch++) {
    const latents = drawLatents(noise, BATCH, spaceOf(network), random);
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

import { add, clone, mul, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensors } from "../../engine/step.js";
import { ConfigError } from "../../errors.js";
import { weightShapes } from "../../nets/initialise.js";
import type { Network } from "../../nets/layer.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
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

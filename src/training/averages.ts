import { add, clone, mul, type Tensor } from "@tensorflow/tfjs-core";
import type { Tensors } from "../engine/step.js";
import type { Network } from "../nets/layer.js";

const prefix = "averaged/";

/** Name of the average of an array. */
export const averaged = (name: string) => `${prefix}${name}`;

/** The first averages of a generator: its arrays as they are, under `averaged/generator/...`. */
export function firstAverages(generator: Tensors): Tensors {
  const entries = Object.entries(generator);
  return Object.fromEntries(entries.map(([name, tensor]) => [averaged(name), clone(tensor)]));
}

/**
 * Moving averages of the generator's weights and statistics after one of its updates, as in
 * Karras et al. 2018, section 5: a = decay a + (1 - decay) w.
 * @param state at least the averages and the arrays they are of. @param after what the update changed.
 */
export function nextAverages(decay: number, state: Tensors, after: Tensors): Tensors {
  const names = Object.keys(state).filter((name) => name.startsWith(prefix));
  const next = names.map((name): [string, Tensor] => {
    const original = name.slice(prefix.length);
    const now = after[original] ?? (state[original] as Tensor);
    return [name, add(mul(state[name] as Tensor, decay), mul(now, 1 - decay))];
  });
  return Object.fromEntries(next);
}

/** The arrays of a network in a game's state, or their averages where there are any. */
export function withAverages(state: Tensors, { name: network }: Network): Tensors {
  const names = Object.keys(state).filter((name) => name.startsWith(`${network}/`));
  const kept = (name: string) => (averaged(name) in state ? averaged(name) : name);
  return Object.fromEntries(names.map((name) => [name, state[kept(name)] as Tensor]));
}

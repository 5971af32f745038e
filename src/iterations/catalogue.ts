import { unknownName } from "../errors.js";
import { gan128MNIST } from "./gan128MNIST.js";
import type { Iteration } from "./iteration.js";

/** The presets of one iteration, by name. */
export type Presets = Readonly<Record<string, Iteration>>;

/** Every iteration of the report that the lab can run, in the report's order. */
export const catalogue: Readonly<Record<string, Presets>> = { gan128MNIST };

/** The preset that a newcomer wants: the one that works. */
export const defaultPreset = "repaired";

/** The presets of an iteration. @throws ConfigError with the names that exist. */
export function presetsOf(name: string): Presets {
  const presets = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  if (!presets) throw unknownName("iteration", Object.keys(catalogue), name);
  return presets;
}

/** One preset of an iteration. @throws ConfigError with the names that exist. */
export function findIteration(name: string, preset: string = defaultPreset): Iteration {
  const presets = presetsOf(name);
  const found = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (!found) throw unknownName(`preset of ${name}`, Object.keys(presets), preset);
  return found;
}

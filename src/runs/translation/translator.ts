import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../../engine/backend.js";
import type { Tensors } from "../../engine/step.js";
import { ConfigError, expected } from "../../errors.js";
import type { Iteration } from "../../iterations/iteration.js";
import { buildNetworks } from "../../iterations/networks.js";
import type { Network } from "../../nets/layer.js";
import { openCheckpoint } from "../checkpoint.js";
import { chosenStep } from "../chosenStep.js";
import { readNetwork } from "../readNetwork.js";
import type { Run } from "../run.js";

/** Which way a run's network goes: from its first set to the second, or back. */
export type Way = "there" | "back";

/** Every way. */
export const ways = ["there", "back"] as const;

/** A network that turns pictures into pictures, at a checkpoint of its run. */
export interface Translator {
  readonly run: Run;
  readonly iteration: Iteration;
  readonly step: number;
  readonly way: Way;
  readonly network: Network;
  readonly tensors: Tensors;
  dispose(): void;
}

/**
 * Opens the network of a run that turns pictures into pictures.
 * @throws ConfigError for a run that draws from latents, one without a way back, or a step that it
 * did not keep, or that is damaged.
 */
export function openTranslator(
  run: Run,
  options: { readonly step?: number; readonly way?: Way } = {},
): Translator {
  const { way = "there" } = options;
  const { iteration } = run;
  if (iteration.translation.kind === "none") {
    const what = "a run that turns pictures into pictures, such as cyclegan128";
    throw new ConfigError(expected(`run ${run.name}`, what, iteration.name));
  }
  const { generator, back } = buildNetworks(iteration);
  const network = way === "there" ? generator : back?.backGenerator;
  if (!network)
    throw new ConfigError(expected(`run ${run.name}`, "a run with a way back", iteration.name));
  openEngine();
  const step = chosenStep(run, options.step);
  const tensors = readNetwork(openCheckpoint(run.folder, step), network);
  return { run, iteration, step, way, network, tensors, dispose: () => dispose({ ...tensors }) };
}

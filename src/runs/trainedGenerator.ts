import { join } from "node:path";
import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../engine/backend.js";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import { buildGenerator } from "../iterations/networks.js";
import type { Network } from "../nets/layer.js";
import { averaged } from "../training/averages.js";
import { rangeOf, sample } from "../training/sample.js";
import { checkpointSteps } from "./checkpoint.js";
import { readSafetensors } from "./readSafetensors.js";
import { type Run, stepName } from "./run.js";

function chosenStep(run: Run, step: number | undefined): number {
  const steps = checkpointSteps(run.folder);
  const chosen = step ?? steps.at(-1);
  if (chosen !== undefined && steps.includes(chosen)) return chosen;
  const known = steps.length > 0 ? `one of steps ${steps.join(", ")}` : "a run with a checkpoint";
  throw new ConfigError(expected(`checkpoint of ${run.name}`, known, step ?? "none"));
}

/** A network with its arrays. */
export interface Weighted {
  readonly network: Network;
  readonly tensors: Tensors;
}

/** A run's generator at a checkpoint, without its game: enough to draw with and to hand on. */
export class TrainedGenerator implements Weighted {
  readonly iteration: Iteration;
  readonly step: number;
  readonly network: Network;
  /** Kernels, biases, norms with their moving statistics: averages where the run kept them. */
  readonly tensors: Tensors;

  /**
   * Reads the generator of a run's checkpoint, the last one unless a step is named.
   * @throws ConfigError for a step without a checkpoint, and for a damaged one.
   */
  constructor(
    readonly run: Run,
    step?: number,
  ) {
    openEngine();
    this.iteration = run.iteration;
    this.step = chosenStep(run, step);
    this.network = buildGenerator(this.iteration);
    const file = join(run.folder, stepName(this.step), "state.safetensors");
    const { network } = this;
    const prefix = this.iteration.sampling.averageDecay > 0 ? averaged("") : "";
    const read = readSafetensors(file, (name) => name.startsWith(`${prefix}${network.name}/`));
    const named = Object.entries(read).map(([name, array]) => [name.slice(prefix.length), array]);
    this.tensors = Object.fromEntries(named);
  }

  get latentShape(): readonly number[] {
    return this.network.input;
  }

  /** The range of the output. */
  get range(): "unit01" | "sym11" {
    return rangeOf(this.network);
  }

  /** Pictures of some latents, `[count, height, width, channels]` in the output's range. */
  sample(latents: Float32Array, mode: "inference" | "training" = "inference"): Float32Array {
    const { seed } = this.run.options;
    return sample(this.network, this.tensors, latents, { mode, seed });
  }

  dispose(): void {
    dispose(this.tensors);
  }
}

import { dispose } from "@tensorflow/tfjs-core";
import { openEngine } from "../engine/backend.js";
import type { Tensors } from "../engine/step.js";
import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import { buildGenerator } from "../iterations/networks.js";
import { Inference } from "../nets/inference.js";
import type { Network } from "../nets/layer.js";
import { averaged } from "../training/averages.js";
import { type LatentSpace, spaceOf } from "../training/latents.js";
import { rangeOf, sample } from "../training/sample.js";
import { openCheckpoint } from "./checkpoint.js";
import { chosenStep } from "./chosenStep.js";
import { readNetwork } from "./readNetwork.js";
import type { Run } from "./run.js";

/** A network with its arrays. */
export interface Weighted {
  readonly network: Network;
  readonly tensors: Tensors;
}

/** The weights as the last step left them, or their moving averages. */
export const weightKinds = ["averaged", "raw"] as const;
export type WeightKind = (typeof weightKinds)[number];

/** The kind asked for; averages where a run kept them unless said. */
function chosenWeights({ iteration, name }: Run, asked: WeightKind | undefined): WeightKind {
  const kept = iteration.sampling.averageDecay > 0;
  if (asked === "averaged" && !kept) {
    throw new ConfigError(expected(`weights of ${name}`, "raw: it kept no averages", asked));
  }
  return asked ?? (kept ? "averaged" : "raw");
}

function checkDraws({ iteration, name }: Run): void {
  if (iteration.translation.kind === "none") return;
  const got = `${iteration.name}, which turns pictures into pictures (\`atelier translate\`)`;
  throw new ConfigError(expected(`run ${name}`, "a run that draws from latents", got));
}

/** A run's generator at a checkpoint, without its game: enough to draw with and to hand on. */
export class TrainedGenerator implements Weighted {
  readonly iteration: Iteration;
  readonly step: number;
  readonly weights: WeightKind;
  readonly network: Network;
  /** Kernels, biases, norms with their moving statistics: averages where the run kept them. */
  readonly tensors: Tensors;
  private inference: Inference | undefined;

  /**
   * Reads the generator of a run's checkpoint, the last one unless a step is named.
   * @throws ConfigError for a step without a checkpoint, and for a damaged one, for averages that
   * were not kept, and for a run whose network turns pictures into pictures.
   */
  constructor(
    readonly run: Run,
    step?: number,
    weights?: WeightKind,
  ) {
    checkDraws(run);
    openEngine();
    this.iteration = run.iteration;
    this.step = chosenStep(run, step);
    this.weights = chosenWeights(run, weights);
    this.network = buildGenerator(this.iteration);
    const prefix = this.weights === "averaged" ? averaged("") : "";
    this.tensors = readNetwork(openCheckpoint(run.folder, this.step), this.network, { prefix });
  }

  get latentShape(): readonly number[] {
    return this.network.input;
  }

  /** What it draws from. */
  get latentSpace(): LatentSpace {
    return spaceOf(this.network);
  }

  /** The range of the output. */
  get range(): "unit01" | "sym11" {
    return rangeOf(this.network);
  }

  /**
   * Pictures of some latents, `[count, height, width, channels]` in the output's range. In inference
   * a picture depends on its own latent alone, to the last bit.
   */
  sample(latents: Float32Array, mode: "inference" | "training" = "inference"): Float32Array {
    const { seed } = this.run.options;
    if (mode === "training") return sample(this.network, this.tensors, latents, { mode, seed });
    this.inference ??= new Inference(this.network, this.tensors);
    return this.inference.run(latents);
  }

  dispose(): void {
    this.inference?.dispose();
    dispose(this.tensors);
  }
}

import { dispose, type Tensor, type Tensor4D, tensor } from "@tensorflow/tfjs-core";
import { Random } from "../../engine/random.js";
import { bestMode, openRunner } from "../../engine/runner.js";
import type { StepRunner, Turn } from "../../engine/step.js";
import { valuesOf } from "../../engine/valuesOf.js";
import { type FoldedNetwork, foldNorms } from "../../nets/foldNorms.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { sizeOf } from "../../shape.js";
import { drawLatents, latentTensor, spaceOf } from "../../training/latents.js";
import { pyramidLoss } from "./pyramidLoss.js";
import { pictured, searchState, searchStep } from "./searchStep.js";

/** Random latents among which a search chooses where to begin. */
export const RANDOM = 128;
/** Learning rates, each from a share of the steps on: far first, then fine. */
const rates = [
  [0, 0.3],
  [0.5, 0.1],
  [0.75, 0.03],
  [0.9, 0.008],
] as const;
/** Latents drawn at once. */
const CHUNK = 16;

/** What a search found. */
export interface Found {
  readonly latent: Float32Array;
  /** The nearest of the random latents, where it began. */
  readonly begun: Float32Array;
}

/** Searches a generator's latents for pictures, several ways at once, in compiled steps. */
export class LatentSearch {
  private readonly folded: FoldedNetwork;
  private readonly turns: readonly Turn[];
  private readonly random: Float32Array;
  private runner: StepRunner | undefined;

  constructor(
    private readonly generator: TrainedGenerator,
    private readonly searches: number,
    seed: number,
  ) {
    const { network, tensors, iteration } = generator;
    const noise = iteration.generator.latentNoise;
    this.folded = foldNorms(network, tensors);
    this.turns = rates.map(([, learningRate]) => [
      searchStep(this.folded.network, { noise, searches, learningRate }),
    ]);
    this.random = drawLatents(noise, RANDOM, spaceOf(network), new Random(seed, "projection"));
  }

  /** The random latents, the nearest to a picture first. */
  private begin(target: Tensor4D): readonly Float32Array[] {
    const { network, tensors } = this.folded;
    const size = sizeOf(network.input);
    const latents = Array.from({ length: RANDOM }, (_, at) =>
      this.random.slice(at * size, (at + 1) * size),
    );
    const distances: number[] = [];
    for (let from = 0; from < RANDOM; from += CHUNK) {
      const part = this.random.slice(from * size, (from + CHUNK) * size);
      const values = valuesOf(() => {
        const pictures = pictured(network, tensors, latentTensor(part, network.input));
        return pyramidLoss(pictures, target);
      });
      distances.push(...values);
    }
    const order = distances.map((_, at) => at);
    order.sort((one, other) => (distances[one] ?? 0) - (distances[other] ?? 0));
    return order.map((at) => latents[at] as Float32Array);
  }

  /** The steps of a search at a share of its way. */
  private turnAt(share: number): Turn {
    const at = rates.filter(([from]) => from <= share).length - 1;
    return this.turns[at] as Turn;
  }

  /** A runner whose searches begin at some latents. */
  private startAt(latents: readonly Float32Array[]): StepRunner {
    const { network, tensors } = this.folded;
    const all = Float32Array.from(latents.flatMap((latent) => [...latent]));
    const first = tensor(all, [this.searches, ...network.input]);
    if (this.runner) {
      const own = searchState(this.runner.tensors, first);
      this.runner.set(own);
      for (const [name, value] of Object.entries(own)) if (!(name in tensors)) dispose(value);
      return this.runner;
    }
    const copies = Object.entries(tensors).map(([name, value]) => [name, value.clone()]);
    this.runner = openRunner(bestMode(), searchState(Object.fromEntries(copies), first));
    return this.runner;
  }

  /**
   * Looks for the latent of a picture.
   * @param target `[1, height, width, channels]`, -1..1; stays the caller's.
   * @param goOn asked before each step; false ends the search, which gives the best so far.
   */
  async find(target: Tensor4D, steps: number, goOn: () => Promise<boolean>): Promise<Found> {
    const starts = this.begin(target).slice(0, this.searches);
    const runner = this.startAt(starts);
    let least: Readonly<Record<string, number>> = {};
    for (let step = 0; step < steps && (step === 0 || (await goOn())); step++)
      least = runner.run(this.turnAt(step / steps), { target });
    const distances = starts.map((_, at) => least[`least${at}`] ?? Number.POSITIVE_INFINITY);
    const winner = distances.indexOf(Math.min(...distances));
    const size = sizeOf(this.folded.network.input);
    const best = (runner.tensors.best as Tensor).dataSync() as Float32Array;
    const latent = best.slice(winner * size, (winner + 1) * size);
    return { latent, begun: starts[0] as Float32Array };
  }

  dispose(): void {
    this.runner?.dispose();
    dispose(this.folded.tensors);
  }
}

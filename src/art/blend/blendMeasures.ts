import { correlation, mean } from "../../diagnosis/correlation.js";
import { saturation } from "../../diagnosis/measures.js";
import { slicedWasserstein } from "../../diagnosis/quality/slicedWasserstein.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { meanChange } from "../calm.js";
import { BlendDrawer } from "./blendDrawer.js";
import { blendPlan } from "./blendPlan.js";
import { stagesOf } from "./stages.js";

/** A split, held against both parents' pictures of the same latents. */
export interface SplitMeasures {
  readonly split: number;
  /** Correlation of the pictures at 8 x 8 with the first parent's, and with the second's. */
  readonly coarseFirst: number;
  readonly coarseSecond: number;
  /** Strength of fine detail over the first parent's, and over the second's: 1 is theirs. */
  readonly fineFirst: number;
  readonly fineSecond: number;
}

/** What a blend of two generators does. */
export interface BlendMeasures {
  /** Pictures measured. */
  readonly n: number;
  /**
   * Largest step of 11 shares from 0 to 1 over the mean step: below 3 the way is smooth. `shown`:
   * the parents with their own statistics, as the film begins and ends.
   */
  readonly largestStep: { readonly recomputed: number; readonly shown: number };
  readonly splits: readonly SplitMeasures[];
  /** Share of values at the ends of the range at share 0.5, and that of both parents. */
  readonly saturation: Readonly<Record<"first" | "second" | "recomputed" | "kept", number>>;
  /** Sliced Wasserstein distance of the half-half blend to each parent's pictures, x 1000. */
  readonly distance: readonly [first: number, second: number];
}

const PICTURES = 32;
const COARSE = 8;

/** Means of a picture in 8 x 8 cells, every channel. */
function coarse({ data, height, width, channels }: Images, index: number): Float64Array {
  const sums = new Float64Array(COARSE * COARSE * channels);
  const from = index * height * width * channels;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const row = Math.floor((y * COARSE) / height);
      const cell = (row * COARSE + Math.floor((x * COARSE) / width)) * channels;
      for (let channel = 0; channel < channels; channel++)
        sums[cell + channel] =
          (sums[cell + channel] as number) +
          (data[from + (y * width + x) * channels + channel] as number);
    }
  return sums;
}

/** Mean difference of neighbouring pixels along rows: how much fine detail there is. */
function detail({ data, width, channels }: Images): number {
  let sum = 0;
  for (let at = channels; at < data.length; at++)
    if (Math.floor(at / channels) % width > 0)
      sum += Math.abs((data[at] as number) - (data[at - channels] as number));
  return sum / data.length;
}

function largestStep(way: readonly Images[]): number {
  const steps = way.slice(1).map((images, at) => meanChange(way[at] as Images, images));
  return Math.max(...steps) / (mean(steps) || 1);
}

const alike = (a: Images, b: Images) =>
  mean(Array.from({ length: a.count }, (_, at) => correlation(coarse(a, at), coarse(b, at))));

/** Measures blends of two generators on the same latents. */
export function measureBlend(parents: readonly TrainedGenerator[]): BlendMeasures {
  const seeds = Array.from({ length: PICTURES }, (_, at) => 1000 + at);
  const drawer = new BlendDrawer(parents, seeds);
  try {
    const [{ network }] = parents as readonly [TrainedGenerator];
    const shares = Array.from({ length: 11 }, (_, at) => at / 10);
    const way = shares.map((share) => drawer.draw(drawer.mix(share)));
    const [first, half, second] = [way[0], way[5], way[10]] as [Images, Images, Images];
    const ends = [0, 1].map((share) =>
      drawer.draw(drawer.mix(share), { statistics: "recomputed" }),
    );
    const fresh = [ends[0], ...way.slice(1, -1), ends[1]] as Images[];
    const splits = stagesOf(network).map((split) => {
      const drawn = drawer.draw(blendPlan(network, { split }, 2));
      return {
        split,
        coarseFirst: alike(drawn, first),
        coarseSecond: alike(drawn, second),
        fineFirst: detail(drawn) / detail(first),
        fineSecond: detail(drawn) / detail(second),
      };
    });
    const kept = drawer.draw(drawer.mix(0.5), { statistics: "kept" });
    const distance = (other: Images) => slicedWasserstein(half, other, 1).mean;
    return {
      n: PICTURES,
      largestStep: { recomputed: largestStep(fresh), shown: largestStep(way) },
      splits,
      saturation: {
        first: saturation(first),
        second: saturation(second),
        recomputed: saturation(half),
        kept: saturation(kept),
      },
      distance: [distance(first), distance(second)],
    };
  } finally {
    drawer.dispose();
  }
}

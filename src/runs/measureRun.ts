import type { Batches } from "../data/batches.js";
import { type CopyCheck, copyCheck } from "../diagnosis/copyCheck.js";
import { type Measures, measure, spread } from "../diagnosis/measures.js";
import { type Quality, quality } from "../diagnosis/quality/quality.js";
import type { TranslationErrors } from "../diagnosis/translation/errors.js";
import { Random } from "../engine/random.js";
import type { Iteration } from "../iterations/iteration.js";
import { buildGenerator } from "../iterations/networks.js";
import { countMacs } from "../nets/describe.js";
import { type Images, joinPictures, part } from "../shape.js";
import { drawLatents } from "../training/latents.js";
import { type Sampler, samplePictures } from "./samplePictures.js";

/** Pictures measured on either side, and training pictures for each of them. */
const [SAMPLES, REALS] = [64, 4];

/** Fewest samples, and thousand million multiply-adds that all of them may cost: half a minute on a core. */
const [LEAST, GMACS] = [8, 2000];

/**
 * How many samples of an iteration are measured: fewer of a generator that is dear, and of a run that
 * has seen few pictures, for a short one shall end quickly.
 */
export function picturesFor(iteration: Iteration, seen = Number.POSITIVE_INFINITY): number {
  const affordable = Math.floor((1e9 * GMACS) / countMacs(buildGenerator(iteration)));
  return Math.max(LEAST, Math.min(SAMPLES, affordable, Math.ceil(seen / 100)));
}

/** What `measures.json` holds. */
export interface RunMeasures {
  readonly step: number;
  /** Seed of the latents and of the choice of reals. */
  readonly seed: number;
  readonly samples: Measures;
  readonly reals: Measures;
  /** Spread of samples with batch statistics, in batches of the training's size. */
  readonly trainingSpread: number;
  readonly copyCheck: CopyCheck;
  /** Beside held-out, blurred and shuffled reals; absent in older runs. */
  readonly quality?: Quality;
  /** Of games that turn pictures into pictures. */
  readonly translation?: TranslationErrors;
}

/** The first reals of a sequence: four for each of `count` samples. */
export async function realsFrom(batches: Batches, count: number): Promise<Images> {
  const parts: Images[] = [];
  for (let drawn = 0; drawn < REALS * count; ) {
    const { images } = await batches.next();
    parts.push(images);
    drawn += images.count;
  }
  return part(joinPictures(parts), 0, REALS * count);
}

/** What draws the measured pictures, and the seed of their latents. */
export type Measured = Sampler & { readonly seed: number };

/** Pictures of the latents that are always measured. */
export function measuredSamples(gan: Measured, count: number): Images {
  const { noise } = gan.iteration.sampling;
  const random = new Random(gan.seed, "measured latents");
  return samplePictures(gan, drawLatents(noise, count, gan.latentSpace, random));
}

/**
 * Measures a trained game, or a generator without one, against reals.
 * @param reals as `realsFrom` draws them; a quarter as many samples are measured.
 */
export function measureRun(gan: Measured, reals: Images, step: number): RunMeasures {
  const { latentNoise } = gan.iteration.generator;
  const { batchSize } = gan.iteration.training;
  const count = reals.count / REALS;
  const samples = measuredSamples(gan, count);
  const random = new Random(gan.seed, "measured training latents");
  const rounds = Array.from({ length: Math.ceil(count / batchSize) }, () =>
    samplePictures(gan, drawLatents(latentNoise, batchSize, gan.latentSpace, random), {
      pass: "training",
    }),
  );
  return {
    step,
    seed: gan.seed,
    samples: measure(samples),
    reals: measure(part(reals, 0, count)),
    trainingSpread: spread(joinPictures(rounds)),
    copyCheck: copyCheck(samples, reals),
    quality: quality(samples, reals, gan.seed),
  };
}

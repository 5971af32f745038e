import type { Batches } from "../data/batches.js";
import { type CopyCheck, copyCheck } from "../diagnosis/copyCheck.js";
import { type Measures, measure, spread } from "../diagnosis/measures.js";
import { type Quality, quality } from "../diagnosis/quality/quality.js";
import { Random } from "../engine/random.js";
import type { Images } from "../shape.js";
import { drawLatents } from "../training/latents.js";
import { type Sampler, samplePictures } from "./samplePictures.js";

/** Pictures measured on either side. */
const SAMPLES = 64;
/** Training pictures that samples are compared with. */
const REALS = 256;

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
}

/** Joins pictures of one size. */
function join(parts: readonly Images[]): Images {
  const first = parts[0] as Images;
  const data = Buffer.concat(parts.map((part) => part.data));
  return { ...first, data, count: parts.reduce((sum, part) => sum + part.count, 0) };
}

const first = (images: Images, count: number): Images => ({
  ...images,
  count: Math.min(count, images.count),
  data: images.data.subarray(
    0,
    (images.data.length / images.count) * Math.min(count, images.count),
  ),
});

/** The first 256 reals of a sequence. */
export async function realsFrom(batches: Batches): Promise<Images> {
  const parts: Images[] = [];
  for (let count = 0; count < REALS; ) {
    const { images } = await batches.next();
    parts.push(images);
    count += images.count;
  }
  return first(join(parts), REALS);
}

/**
 * Measures a trained game, or a generator without one, against reals.
 * @param batches a sequence of its own, so that training's is not moved.
 */
export async function measureRun(
  gan: Sampler & { readonly seed: number },
  batches: Batches,
  step: number,
): Promise<RunMeasures> {
  const { noise } = gan.iteration.sampling;
  const { latentNoise } = gan.iteration.generator;
  const { batchSize } = gan.iteration.training;
  const samples = samplePictures(
    gan,
    drawLatents(noise, SAMPLES, gan.latentShape, new Random(gan.seed, "measured latents")),
  );
  const random = new Random(gan.seed, "measured training latents");
  const rounds = Array.from({ length: Math.ceil(SAMPLES / batchSize) }, () =>
    samplePictures(gan, drawLatents(latentNoise, batchSize, gan.latentShape, random), {
      pass: "training",
    }),
  );
  const reals = await realsFrom(batches);
  return {
    step,
    seed: gan.seed,
    samples: measure(samples),
    reals: measure(first(reals, SAMPLES)),
    trainingSpread: spread(join(rounds)),
    copyCheck: copyCheck(samples, reals),
    quality: quality(samples, reals, gan.seed),
  };
}

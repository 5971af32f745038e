import type { DataSet } from "../data/dataSet.js";
import { mnistSplits } from "../data/mnistFiles.js";
import type { Labelled } from "../diagnosis/quality/classifier.js";
import { blurred, shuffledPatches } from "../diagnosis/quality/controls.js";
import { type Digits, digits } from "../diagnosis/quality/digits.js";
import { type TwoSample, twoSample } from "../diagnosis/quality/twoSample.js";
import { Random } from "../engine/random.js";
import { ConfigError, expected } from "../errors.js";
import type { Iteration } from "../iterations/iteration.js";
import { part } from "../shape.js";
import { drawLatents } from "../training/latents.js";
import { measureRun, picturesFor, type RunMeasures, realsFrom } from "./measureRun.js";
import { openRunData } from "./openRunData.js";
import type { Run } from "./run.js";
import { prepareOf, runBatches } from "./runBatches.js";
import { samplePictures } from "./samplePictures.js";
import { TrainedGenerator } from "./trainedGenerator.js";

/** Measures on demand: those of a run's end, and how surely a fresh classifier tells samples from reals. */
export interface MeasuresAt extends RunMeasures {
  readonly twoSample: Readonly<Record<"samples" | "heldOut" | "blurred" | "shuffled", TwoSample>>;
  /** How digit-like the samples of a run on MNIST are. */
  readonly digits?: Digits;
}

/** What `measureAt` can be given. */
export interface MeasureOptions {
  /** A checkpoint's step; the last one by default. */
  readonly step?: number;
  /** The folder of pictures that the run was trained on, if it was moved. */
  readonly data?: string;
  readonly log?: (line: string) => void;
}

/** Pictures that a classifier learns from, and is asked about. */
const LABELLED = 2000;

/** The first pictures of a set as its networks see them, with their labels. */
async function labelled(dataSet: DataSet, iteration: Iteration): Promise<Labelled> {
  const count = Math.min(LABELLED, dataSet.count);
  const prepare = prepareOf(iteration);
  const { imageSize: side, channels } = prepare;
  const data = new Uint8Array(count * side * side * channels);
  for (let at = 0; at < count; at++)
    data.set(
      await dataSet.load(at, prepare, new Random(at, "labelled")),
      at * side * side * channels,
    );
  const labels = Array.from({ length: count }, (_, at) => dataSet.labelOf(at));
  return { images: { data, count, height: side, width: side, channels }, labels };
}

/**
 * Measures a run's generator at a checkpoint against its reals, with the controls beside it.
 * @throws ConfigError for a step without a checkpoint, and for other pictures than the run's own.
 */
export async function measureAt(run: Run, options: MeasureOptions = {}): Promise<MeasuresAt> {
  const { step, data = run.data.folder, log } = options;
  const generator = new TrainedGenerator(run, step);
  const { iteration } = generator;
  const { seed } = run.options;
  try {
    const dataSet = await openRunData(iteration, {
      ...(data === undefined ? {} : { data }),
      ...(log ? { log } : {}),
    });
    if (dataSet.manifestHash !== run.data.manifestHash)
      throw new ConfigError(
        expected(`pictures of run ${run.name}`, run.data.description, dataSet.description),
      );
    const batches = runBatches(dataSet, iteration, seed);
    try {
      const sampler = {
        seed,
        iteration,
        latentShape: generator.latentShape,
        latentSpace: generator.latentSpace,
        range: generator.range,
        sample: (latents: Float32Array, mode?: "inference" | "training") =>
          generator.sample(latents, mode),
      };
      const reals = await realsFrom(batches, picturesFor(iteration));
      const measures = measureRun(sampler, reals, generator.step);
      const half = Math.floor(reals.count / 2);
      const [reference, heldOut] = [part(reals, 0, half), part(reals, half, half)];
      const random = new Random(seed, "two-sample latents");
      const latents = drawLatents(iteration.sampling.noise, half, generator.latentSpace, random);
      const drawn = samplePictures(sampler, latents);
      const isMnist = Object.hasOwn(mnistSplits, dataSet.name);
      const tell = (images: Parameters<typeof twoSample>[0]) => twoSample(reference, images, seed);
      return {
        ...measures,
        twoSample: {
          samples: tell(drawn),
          heldOut: tell(heldOut),
          blurred: tell(blurred(heldOut)),
          shuffled: tell(shuffledPatches(heldOut, seed)),
        },
        ...(isMnist ? { digits: digits(drawn, await labelled(dataSet, iteration), seed) } : {}),
      };
    } finally {
      batches.close();
    }
  } finally {
    generator.dispose();
  }
}

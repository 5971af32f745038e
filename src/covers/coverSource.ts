import type { Run } from "../runs/run.js";
import { TrainedGenerator } from "../runs/trainedGenerator.js";
import type { Images } from "../shape.js";
import { classHead } from "./classHead.js";
import { generatedCovers, genreSheet } from "./generatedCovers.js";
import { type GenreData, genreData, type LabelledImages } from "./genreData.js";
import type { ProofOptions } from "./proofOptions.js";
import type { Scored } from "./recognise.js";

/** What a proof says of where its covers come from. */
export interface SourceAbout {
  readonly run: string;
  readonly iteration: string;
  readonly title: string;
  readonly data: string;
  /** Of several networks the least trained one's. */
  readonly step: number;
  readonly kimg: number;
  readonly imageSize: number;
  /** Whether the run learned from genres, or rows of a table, dealt out by lot. */
  readonly permutedLabels: boolean;
}

/** Whatever draws covers by genre: one generator that is told genres, or one for each. */
export interface CoverSource {
  readonly about: SourceAbout;
  /** Seed unless one is said. */
  readonly seed: number;
  readonly genres: readonly string[];
  /** The covers that were learned from, and those held out. */
  data(): Promise<GenreData>;
  /** Covers of every genre, as many of each, at least `least` in all. */
  covers(least: number, seed: number): LabelledImages;
  /** A row for each genre, the same latents in every row. */
  sheet(columns: number, seed: number): Images;
  /** How well the source's own D names genres, where it names some. */
  head(heldOut: LabelledImages): Scored | undefined;
  dispose(): void;
}

/** Thousands of pictures that a generator's game has seen. */
export const kimgOf = ({ step, iteration }: TrainedGenerator) =>
  (step * iteration.training.batchSize) / 1000;

/** What a proof says of one run. */
export function aboutOf(generator: TrainedGenerator): SourceAbout {
  const { run, step, iteration } = generator;
  const { name, preset, title, condition, data } = iteration;
  return {
    run: run.name,
    iteration: `${name} ${preset}`,
    title,
    data: run.data.description,
    step,
    kimg: kimgOf(generator),
    imageSize: data.imageSize,
    permutedLabels: condition.labels === "permuted",
  };
}

/** One generator that is told genres. @throws ConfigError for a step without a checkpoint. */
export function toldSource(run: Run, { step, data, log }: ProofOptions): CoverSource {
  const generator = new TrainedGenerator(run, step);
  return {
    about: aboutOf(generator),
    seed: run.options.seed,
    genres: run.iteration.condition.classes,
    data: () => genreData(run, data, log),
    covers: (least, seed) => generatedCovers(generator, least, seed),
    sheet: (columns, seed) => genreSheet(generator, columns, seed),
    head: (heldOut) => classHead(generator, heldOut),
    dispose: () => generator.dispose(),
  };
}

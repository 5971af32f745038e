import { join, resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { writeFile } from "../files.js";
import type { Run } from "../runs/run.js";
import { samplePictures } from "../runs/samplePictures.js";
import { TrainedGenerator, type WeightKind } from "../runs/trainedGenerator.js";
import { type Images, joinPictures, pictureAt } from "../shape.js";
import { gridImage } from "../show/grid.js";
import { checkTruncation, latentsOf } from "./latentOf.js";
import { MOST_PICTURES, type Recipe, type Source, seedSchema } from "./recipe/recipe.js";
import { encodeWithRecipe } from "./recipe/recipeFile.js";
import { sourceOf } from "./recipe/sourceOf.js";
import { type Watched, Work } from "./work.js";

/** Which generator of a run draws. */
export interface GeneratorChoice {
  /** A step with a checkpoint; the last one by default. */
  readonly step?: number;
  /** Moving averages where the run kept them unless said. */
  readonly weights?: WeightKind;
}

/** How a run is sampled. */
export interface SampleOptions extends GeneratorChoice, Watched {
  /** The latents' numbers, one picture each. */
  readonly seeds?: readonly number[];
  /** In place of `seeds`: so many, from `from` on; 16 from 1 by default. */
  readonly count?: number;
  readonly from?: number;
  /** Numbers of a normal latent farther from 0 than this are drawn again: fewer surprises. */
  readonly truncation?: number;
  /** Pictures in a row of the sheet; as square as can be by default. */
  readonly columns?: number;
  /** Folder for the files; the run's own `samples/` by default. */
  readonly out?: string;
}

/** What was drawn. */
export interface Samples {
  readonly folder: string;
  /** Which generator drew. */
  readonly source: Source;
  readonly seeds: readonly number[];
  /** Names of the pictures, one a seed, and after them the sheet's where there are several. */
  readonly files: readonly string[];
  readonly pictures: Images;
  /** All pictures as one. */
  readonly sheet: Images;
  readonly state: "complete" | "stopped";
}

/** Pictures drawn at once; while they are encoded the next ones are drawn. */
const CHUNK = 16;

/** Px between the pictures of a sheet. */
const BORDER = 2;

/** The numbers asked for. @throws ConfigError for numbers that name no latent, none or too many. */
export function chosenSeeds({ seeds, count = 16, from = 1 }: SampleOptions): readonly number[] {
  if (!seeds && !(Number.isInteger(count) && count >= 1 && count <= MOST_PICTURES)) {
    throw new ConfigError(expected("count", `1 to ${MOST_PICTURES} pictures`, count));
  }
  const chosen = seeds ?? Array.from({ length: count }, (_, at) => from + at);
  if (chosen.length < 1 || chosen.length > MOST_PICTURES) {
    throw new ConfigError(expected("seeds", `1 to ${MOST_PICTURES} of them`, chosen.length));
  }
  const strange = chosen.find((seed) => !seedSchema.safeParse(seed).success);
  if (strange === undefined) return chosen;
  throw new ConfigError(expected("seed", "a whole number from 0 to 4294967295", strange));
}

const columnsFor = (count: number, columns = Math.ceil(Math.sqrt(count))) => {
  if (Number.isInteger(columns) && columns >= 1 && columns <= MOST_PICTURES) return columns;
  throw new ConfigError(expected("columns", `1 to ${MOST_PICTURES}`, columns));
};

/** `repaired-seed1-6000`: the first part of files' names. */
export function stemOf({ run, step, weights, iteration }: TrainedGenerator): string {
  const other = weights === "raw" && iteration.sampling.averageDecay > 0;
  return `${run.name}-${step}${other ? "-raw" : ""}`;
}

/** Draws pictures and writes each as a file; what is encoded runs beside what is drawn. */
async function drawPictures(
  generator: TrainedGenerator,
  { seeds, source, folder }: Pick<Samples, "seeds" | "source" | "folder">,
  options: SampleOptions,
): Promise<{ readonly pictures: Images; readonly files: readonly string[] }> {
  const { truncation } = options;
  const stem = `${stemOf(generator)}${truncation === undefined ? "" : `-t${truncation}`}`;
  const work = new Work(seeds.length, options);
  const drawn: Images[] = [];
  const files: string[] = [];
  let writing: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < seeds.length && (from === 0 || !work.stopped); from += CHUNK) {
    const chunk = seeds.slice(from, from + CHUNK);
    const images = samplePictures(generator, latentsOf(generator, chunk, truncation));
    await writing;
    const written = chunk.map(async (seed, at) => {
      const extent = truncation === undefined ? {} : { truncation };
      const recipe: Recipe = { format: 1, source, subject: { kind: "picture", seed, ...extent } };
      const name = `${stem}-seed-${seed}.png`; // the same picture has the same name
      const png = await encodeWithRecipe(pictureAt(images, at), recipe);
      await writeFile(join(folder, name), png, { synced: false });
      return name;
    });
    writing = Promise.all(written).then((names) => files.push(...names));
    drawn.push(images);
    await work.advance(chunk.length);
  }
  await writing;
  return { pictures: joinPictures(drawn), files };
}

/** Draws with an open generator; see `sample`. */
export async function sampleWith(
  generator: TrainedGenerator,
  options: SampleOptions = {},
): Promise<Samples> {
  const { truncation } = options;
  const seeds = chosenSeeds(options);
  const columns = columnsFor(seeds.length, options.columns);
  checkTruncation(generator.iteration.generator.latentNoise, truncation);
  const source = sourceOf(generator);
  const folder = resolve(options.out ?? join(generator.run.folder, "samples"));
  const { pictures, files } = await drawPictures(generator, { seeds, source, folder }, options);
  const done = seeds.slice(0, pictures.count);
  const state = done.length < seeds.length ? "stopped" : "complete";
  const sheet = gridImage(pictures, { columns, border: BORDER });
  const made = { folder, source, seeds: done, pictures, sheet, state } as const;
  if (done.length === 1) return { ...made, files };
  const extent = truncation === undefined ? {} : { truncation };
  const subject = { kind: "sheet", seeds: [...done], columns, border: BORDER, ...extent } as const;
  const name = `${stemOf(generator)}-sheet-${done[0]}-to-${done.at(-1)}.png`;
  await writeFile(
    join(folder, name),
    await encodeWithRecipe(sheet, { format: 1, source, subject }),
  );
  return { ...made, files: [...files, name] };
}

/**
 * Draws pictures of a run's generator, each from the latent that its number names: a PNG each at full
 * size and a sheet, with the recipe in every file (`again` makes the same one from it).
 * @throws ConfigError for a step without a checkpoint, and for numbers that cannot be.
 */
export async function sample(run: Run, options: SampleOptions = {}): Promise<Samples> {
  const generator = new TrainedGenerator(run, options.step, options.weights);
  try {
    return await sampleWith(generator, options);
  } finally {
    generator.dispose();
  }
}

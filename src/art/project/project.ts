import { join, resolve } from "node:path";
import { type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";
import { ConfigError, expected } from "../../errors.js";
import { ensureFolder, writeFile, writeJson } from "../../files.js";
import { pictureMark } from "../../runs/publish/marks.js";
import type { Run } from "../../runs/run.js";
import { prepareOf } from "../../runs/runBatches.js";
import { samplePictures } from "../../runs/samplePictures.js";
import { TrainedGenerator, type WeightKind } from "../../runs/trainedGenerator.js";
import { type Images, joinPictures, pictureAt } from "../../shape.js";
import { encodePng, gridImage } from "../../show/grid.js";
import { latentsOf } from "../latentOf.js";
import { sourceOf } from "../recipe/sourceOf.js";
import { type Watched, Work } from "../work.js";
import { LatentSearch } from "./latentSearch.js";
import { distancesTo, levelsApart, type Nearest, nearestTraining } from "./nearest.js";
import { readTarget, type Target } from "./readTarget.js";

/** How pictures are projected. */
export interface ProjectOptions extends Watched {
  /** A step with a checkpoint; the last one by default. */
  readonly step?: number;
  /** Moving averages where the run kept them unless said. */
  readonly weights?: WeightKind;
  /** Steps of each search; 500 by default. */
  readonly steps?: number;
  /** Searches for each picture, each from another latent; 4 by default. */
  readonly searches?: number;
  /** Seed of the random latents; 1 by default. */
  readonly seed?: number;
  /** Folder for the files; the run's own `projected/` by default. */
  readonly out?: string;
  /** Where the run's training pictures lie now, for the nearest of them. */
  readonly data?: string;
  readonly log?: (line: string) => void;
}

/** How near a generator comes to a picture; distances are roots of mean squares, in grey levels. */
export interface Projected {
  readonly name: string;
  /** What had to be done to the picture first. */
  readonly done: readonly string[];
  readonly latent: Float32Array;
  /** Of the picture that was found. */
  readonly distance: number;
  /** Of random pictures: their mean, and the nearest of 128. */
  readonly random: number;
  readonly nearestRandom: number;
  /** Of the nearest training picture; absent where they are not to be found. */
  readonly nearestTraining?: number;
  /** Target, nearest random picture, the picture found and, where there is one, the nearest training picture. */
  readonly pictures: Images;
  readonly verdict: string;
}

/** What was found, and how well the search finds a picture that is there. */
export interface Projection {
  readonly folder: string;
  readonly projected: readonly Projected[];
  /** How far the search ends from a picture of the generator's own, which it could reach. */
  readonly control: number;
  readonly sheet: Images;
  readonly state: "complete" | "stopped";
}

/** The number of the latent whose picture is the control. */
const CONTROL = 4_000_000_000;
/** Steps between two looks at the Stop button. */
const PART = 5;

function whole(name: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new ConfigError(expected(name, `a whole number from 1 to ${most}`, value));
}

/** How near that is, in words. */
function verdictOf(distance: number, nearestRandom: number, control: number): string {
  if (distance <= 2 * control) return "it can draw this: as near as to a picture of its own";
  if (distance <= 0.5 * nearestRandom) return "it comes near";
  if (distance <= 0.8 * nearestRandom) return "it comes nearer than by chance, and no more";
  return "it cannot draw this";
}

/** A picture as the search wants it. */
function targetTensor({ data, height, width, channels }: Images): Tensor4D {
  const values = Float32Array.from(data, (value) => value / 127.5 - 1);
  return tensor4d(values, [1, height, width, channels]);
}

/** All that projecting one picture needs. */
interface Room {
  readonly generator: TrainedGenerator;
  readonly search: LatentSearch;
  readonly steps: number;
  readonly work: Work;
  readonly random: Images;
}

/** The latent that comes nearest to a picture, and its picture. */
async function look({ search, steps, work, generator }: Room, image: Images) {
  const target = targetTensor(image);
  let step = 0;
  const goOn = async () => {
    step++;
    if (step % PART === 0) await work.advance(PART);
    return !work.stopped;
  };
  const { latent, begun } = await search.find(target, steps, goOn);
  target.dispose();
  if (!work.stopped) await work.advance(steps - (step - (step % PART)));
  return {
    latent,
    found: samplePictures(generator, latent),
    begun: samplePictures(generator, begun),
  };
}

async function projectOne(
  room: Room,
  { name, image, done }: Target,
  nearest: Nearest | undefined,
  control: number,
) {
  const { latent, found, begun } = await look(room, image);
  const random = distancesTo(image, room.random);
  const distance = levelsApart(image.data, found.data);
  const nearestRandom = levelsApart(image.data, begun.data);
  const pictures = [image, begun, found];
  if (nearest) pictures.push(nearest.picture);
  return {
    ...{ name, done, latent, distance, nearestRandom },
    random: random.reduce((sum, each) => sum + each, 0) / random.length,
    ...(nearest ? { nearestTraining: nearest.distance } : {}),
    pictures: joinPictures(pictures),
    verdict: verdictOf(distance, nearestRandom, control),
  };
}

/** A row a picture. */
const sheetOf = (projected: readonly Projected[]) =>
  gridImage(joinPictures(projected.map(({ pictures }) => pictures)), {
    columns: projected[0]?.pictures.count ?? 1,
    border: 2,
  });

async function keep(folder: string, generator: TrainedGenerator, made: Omit<Projection, "folder">) {
  ensureFolder(folder);
  await writeFile(join(folder, "sheet.png"), await encodePng(made.sheet));
  const pictures = made.projected.map(({ pictures, latent, ...rest }) => ({
    ...rest,
    latent: [...latent],
  }));
  const source = sourceOf(generator);
  await writeJson(join(folder, "projected.json"), { source, control: made.control, pictures });
  for (const [at, { pictures: all }] of made.projected.entries())
    await writeFile(join(folder, `found-${at + 1}.png`), await encodePng(pictureAt(all, 2)));
}

async function search(
  room: Room,
  targets: readonly Target[],
  nearest: readonly Nearest[] | undefined,
) {
  const { generator, work } = room;
  const own = samplePictures(generator, latentsOf(generator, [CONTROL]));
  const control = levelsApart(own.data, (await look(room, own)).found.data);
  const projected: Projected[] = [];
  for (const [at, target] of targets.entries()) {
    if (work.stopped && projected.length > 0) break;
    projected.push(await projectOne(room, target, nearest?.[at], control));
  }
  const state = work.stopped ? "stopped" : "complete";
  return { projected, control, sheet: sheetOf(projected), state } as const;
}

/**
 * Looks for the latents whose pictures come nearest to given ones, by descent on the distance of
 * pixels and Laplacian pyramids with a prior on the latent's length, from several starts. Beside each
 * stand random pictures, a picture of the generator's own that is searched in the same way, and the
 * nearest training picture. A stop keeps the best so far.
 * @throws ConfigError for a file that is no picture, a step without a checkpoint, numbers out of range.
 */
export async function project(
  run: Run,
  files: readonly string[],
  options: ProjectOptions = {},
): Promise<Projection> {
  const { step, weights, seed = 1, data = run.data.folder, log = () => {} } = options;
  if (files.length === 0) throw new ConfigError(expected("pictures", "at least one", 0));
  const steps = whole("steps", options.steps ?? 500, 10_000);
  const searches = whole("searches", options.searches ?? 4, 64);
  const targets = await Promise.all(
    files.map((file) => readTarget(file, prepareOf(run.iteration))),
  );
  for (const { name, done } of targets) if (done.length > 0) log(`${name}: ${done.join(", ")}`);
  const mark = pictureMark(run, { columns: 1, border: 0 });
  const images = targets.map(({ image }) => image);
  const nearest = run.data.count > 0 ? await nearestTraining(images, mark, data, log) : undefined;
  if (!nearest) log("the run's training pictures are not to be found: nothing to compare with");
  const generator = new TrainedGenerator(run, step, weights);
  const latentSearch = new LatentSearch(generator, searches, seed);
  try {
    const seeds = Array.from({ length: 64 }, (_, at) => at);
    const random = samplePictures(generator, latentsOf(generator, seeds));
    const work = new Work(steps * (targets.length + 1), options);
    const room = { generator, search: latentSearch, steps, work, random };
    const made = await search(room, targets, nearest);
    const folder = resolve(options.out ?? join(run.folder, "projected"));
    await keep(folder, generator, made);
    return { folder, ...made };
  } finally {
    latentSearch.dispose();
    generator.dispose();
  }
}

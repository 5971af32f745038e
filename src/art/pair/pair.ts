import { basename, dirname, join, resolve } from "node:path";
import { ConfigError, expected } from "../../errors.js";
import { writeJson } from "../../files.js";
import type { Run } from "../../runs/run.js";
import type { RunAtStep } from "../../runs/runAtStep.js";
import { checkOut, checkpointsFolder } from "../../runs/runFolder.js";
import { TrainedGenerator, type WeightKind } from "../../runs/trainedGenerator.js";
import type { Film } from "../film.js";
import { writeSubject } from "../recipe/writeSubject.js";
import { keysSheet, type LatentPath, type PathOptions, writePath } from "../walk/path.js";
import { chosenPath, intoFolder, nameOfPath } from "../walk/walk.js";
import { type FilmLook, walkFilm } from "../walk/walkFilm.js";
import type { Watched } from "../work.js";
import { checkFilm, type FilmOptions, writeFilm } from "../writeFilm.js";
import { changesOf } from "./changes.js";
import { type Layout, pairFilm } from "./pairFilm.js";
import { type Likeness, likeness, type Motion, motion } from "./pairMeasures.js";

/** How two or more runs are filmed on one path. */
export interface PairOptions extends Partial<PathOptions>, FilmLook, FilmOptions, Watched {
  /** In place of `keys`: a path, or a file with one. */
  readonly path?: LatentPath | string;
  readonly layout?: Layout;
  readonly weights?: WeightKind;
  /** A new or empty folder; one in `pairs/` beside the runs, made anew, by default. */
  readonly out?: string;
}

/** How the second film moves beside the first, with what makes the numbers mean something. */
export interface PairMeasures {
  /** Frames measured, at the networks' own size. */
  readonly frames: number;
  readonly pair: Likeness;
  /** The second model on a path of other numbers: what chance gives. */
  readonly control: Likeness;
  /** The first model drawn twice: 1 and 1, or the measure is wrong. */
  readonly identity: Likeness;
  readonly first: Motion;
  readonly second: Motion;
  /** Unevenness of both on straight lines between the same keys. */
  readonly linear: readonly [number, number];
  readonly kinship: string;
}

/** What was written. */
export interface Pair {
  readonly folder: string;
  readonly path: LatentPath;
  readonly measures: PairMeasures;
  readonly frames: number;
  readonly files: readonly string[];
}

/** Most frames from key to key that are measured. */
const MEASURED = 24;

/** Added to the keys for the control. */
const OTHER = 1_000_003;

const nameOf = ({ folder }: Run) => `${basename(dirname(folder))}/${basename(folder)}`;

/** What two runs have to do with each other: contents correspond only in relatives. */
export function kinship(one: Run, other: Run): string {
  const from = (run: Run) => run.options.startedFrom?.generator?.replace(/@\d+$/, "");
  if (nameOf(one) === nameOf(other)) return "one run: the same network, or an earlier step of it";
  if (from(other) === nameOf(one)) return `${other.name} was fine-tuned from ${one.name}`;
  if (from(one) === nameOf(other)) return `${one.name} was fine-tuned from ${other.name}`;
  if (from(one) && from(one) === from(other)) return `both were fine-tuned from ${from(one)}`;
  return "no relatives: only the rhythm can be shared";
}

async function measured(
  [one, other]: readonly [TrainedGenerator, TrainedGenerator],
  whole: LatentPath,
): Promise<PairMeasures> {
  const path = { ...whole, framesPerKey: Math.min(MEASURED, whole.framesPerKey) };
  const keys = path.keys.map((key) => (key + OTHER) % 2 ** 32);
  const straight = { ...path, method: "linear" } as const;
  const changes = (generator: TrainedGenerator, way: LatentPath) =>
    changesOf(walkFilm(generator, way));
  const [a, b] = [await changes(one, path), await changes(other, path)];
  const lines = [await changes(one, straight), await changes(other, straight)] as const;
  return {
    frames: a.amounts.length + 1,
    pair: likeness(a, b),
    control: likeness(a, await changes(other, { ...path, keys })),
    identity: likeness(a, await changes(one, path)),
    first: motion(a),
    second: motion(b),
    linear: [motion(lines[0]).unevenness, motion(lines[1]).unevenness],
    kinship: kinship(one.run, other.run),
  };
}

/** @throws ConfigError for runs whose latents are not of one size. */
function checkTogether(generators: readonly TrainedGenerator[]): void {
  const [first, ...others] = generators;
  const sizes = (generator: TrainedGenerator) =>
    `${generator.latentShape.at(-1)} numbers, ${generator.iteration.generator.latentNoise}`;
  if (!first || others.length < 1) {
    throw new ConfigError(expected("runs of a pair", "at least 2", generators.length));
  }
  for (const other of others) {
    if (sizes(other) === sizes(first)) continue;
    const what = `latents of ${sizes(first)}, as ${first.run.name} has`;
    throw new ConfigError(expected(`pair: ${other.run.name}`, what, sizes(other)));
  }
}

async function write(
  generators: readonly TrainedGenerator[],
  path: LatentPath,
  film: Film,
  options: PairOptions,
): Promise<Pair> {
  const [one, other] = generators as [TrainedGenerator, TrainedGenerator];
  const measures = await measured([one, other], path);
  const names = generators.map(({ run, step }) => `${run.name}-${step}`);
  const own = join(checkpointsFolder(), "pairs", [...names, nameOfPath(path)].join("-"));
  const folder = resolve(options.out ?? own);
  return await intoFolder(folder, async (aside) => {
    const holdSeconds = path.loop ? 0 : 1;
    const { files, frames } = await writeFilm(film, aside, { holdSeconds, ...options });
    await writePath(join(aside, "path.json"), path);
    const keys: string[] = [];
    for (const [at, generator] of generators.entries()) {
      keys.push(`keys-${at + 1}.png`);
      await writeSubject(generator, keysSheet(path), join(aside, `keys-${at + 1}.png`));
    }
    const runs = generators.map(({ run, step, weights }) => ({ run: nameOf(run), step, weights }));
    await writeJson(join(aside, "pair.json"), { runs, path, measures });
    return {
      folder,
      path,
      measures,
      frames,
      files: [...files, ...keys, "path.json", "pair.json"],
    };
  });
}

/**
 * Films two or more generators on one path of latents, side by side or stacked, as Nathan Shipley
 * did with figure drawings and pop art, and measures whether they move alike.
 * @throws ConfigError for runs whose latents differ, before anything is drawn.
 */
export async function pair(runs: readonly RunAtStep[], options: PairOptions = {}): Promise<Pair> {
  const generators: TrainedGenerator[] = [];
  try {
    for (const { run, step } of runs)
      generators.push(new TrainedGenerator(run, step, options.weights));
    checkTogether(generators);
    const [first] = generators as [TrainedGenerator];
    const path = chosenPath(first, options);
    const side = Math.max(...generators.map(({ iteration }) => iteration.data.imageSize));
    const { width = options.height ?? side, height = width, enlarge = "cubic" } = options;
    const look = { width, height, enlarge };
    const films = generators.map((generator) => walkFilm(generator, path, look));
    const film = pairFilm(films, options.layout ?? "beside");
    checkFilm(options, film);
    if (options.out !== undefined) checkOut(options.out, "the film");
    return await write(generators, path, film, options);
  } finally {
    for (const generator of generators) generator.dispose();
  }
}

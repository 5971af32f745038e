import { join, resolve } from "node:path";
import { ensureFolder, removeFolder, renameFolder } from "../../files.js";
import type { Run } from "../../runs/run.js";
import { checkOut } from "../../runs/runFolder.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { writeSubject } from "../recipe/writeSubject.js";
import type { GeneratorChoice } from "../sample.js";
import type { Watched } from "../work.js";
import { checkFilm, type FilmOptions, writeFilm } from "../writeFilm.js";
import {
  keysSheet,
  type LatentPath,
  latentPath,
  latentSizeOf,
  type PathOptions,
  readPath,
  writePath,
} from "./path.js";
import { type FilmLook, walkFilm } from "./walkFilm.js";

/** How a walk is filmed. */
export interface WalkOptions
  extends Partial<PathOptions>,
    FilmLook,
    FilmOptions,
    Watched,
    GeneratorChoice {
  /** In place of `keys`: a path, or a file with one. */
  readonly path?: LatentPath | string;
  /** A new or empty folder; one in the run's own `walks/`, made anew, by default. */
  readonly out?: string;
}

/** What was written. */
export interface Walk {
  readonly folder: string;
  readonly path: LatentPath;
  readonly frames: number;
  readonly files: readonly string[];
}

/** Keys of a walk of which nothing is said. */
const KEYS = [1, 2, 3, 4];

/** The path that options mean, for latents of this size. */
export function chosenPath(
  generator: TrainedGenerator,
  { path, keys = KEYS, ...options }: Pick<WalkOptions, "path" | keyof PathOptions>,
): LatentPath {
  if (typeof path === "string") return readPath(path);
  return path ?? latentPath(latentSizeOf(generator), { keys, ...options });
}

/** `keys-1-2-3-slerp`: the first part of a folder's name. */
export function nameOfPath({ keys, method }: LatentPath): string {
  const shown = keys.slice(0, 8).join("-");
  return `keys-${shown}${keys.length > 8 ? `-and-${keys.length - 8}-more` : ""}-${method}`;
}

/** Makes a folder aside and gives it its name when `fill` is done. */
export async function intoFolder<T>(
  folder: string,
  fill: (aside: string) => Promise<T>,
): Promise<T> {
  const aside = `${folder}.partial`;
  removeFolder(aside);
  ensureFolder(aside);
  try {
    const done = await fill(aside);
    renameFolder(aside, folder);
    return done;
  } finally {
    removeFolder(aside);
  }
}

/**
 * Films a generator on its way through latents: from key to key, each named by a number, and back to
 * the first (`frames/`, `film.webp`, `film.mp4` where ffmpeg is), with the path as its own small
 * file and a sheet of the keys. A stop keeps the frames that are done.
 * @throws ConfigError for a path of another size, and options that cannot be, before anything is drawn.
 */
export async function walk(run: Run, options: WalkOptions = {}): Promise<Walk> {
  const generator = new TrainedGenerator(run, options.step, options.weights);
  try {
    const path = chosenPath(generator, options);
    const film = walkFilm(generator, path, options);
    checkFilm(options, film);
    if (options.out !== undefined) checkOut(options.out, "the film");
    const name = `${generator.step}-${nameOfPath(path)}`;
    const folder = resolve(options.out ?? join(run.folder, "walks", name));
    return await intoFolder(folder, async (aside) => {
      const holdSeconds = path.loop ? 0 : 1;
      const { files, frames } = await writeFilm(film, aside, { holdSeconds, ...options });
      await writePath(join(aside, "path.json"), path);
      await writeSubject(generator, keysSheet(path), join(aside, "keys.png"));
      return { folder, path, frames, files: [...files, "path.json", "keys.png"] };
    });
  } finally {
    generator.dispose();
  }
}

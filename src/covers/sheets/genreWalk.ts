import type { Film } from "../../art/film.js";
import { type Named, numbersOf } from "../../art/latentOf.js";
import { ConfigError, expected, unknownName } from "../../errors.js";
import { toldNames } from "../../iterations/iteration.js";
import type { Run } from "../../runs/run.js";
import { samplePictures } from "../../runs/samplePictures.js";
import { type Images, sizeOf } from "../../shape.js";
import { gridImage } from "../../show/grid.js";
import { rowShares, withShares } from "../../training/latents.js";
import { withTold } from "./withTold.js";

/** A way from genre to genre, or from end to end of attributes. */
export interface WalkOptions {
  /** Genres, or ends (`energy high`), in order; all of them and back to the first by default. */
  readonly genres?: readonly string[];
  /** Numbers of the latents, which stay as they are; 1 to 4 by default. */
  readonly numbers?: readonly number[];
  /** Pictures from one genre to the next; 24 by default. */
  readonly frames?: number;
  readonly step?: number;
}

/** Slow at the genres, fastest between them: 3 t^2 - 2 t^3. */
const eased = (t: number) => t * t * (3 - 2 * t);

/** The shares of genres along the way, the first genre's first; the last genre ends it. */
export function sharesAlong(stops: readonly Float32Array[], frames: number): Float32Array[] {
  const way = stops.slice(1).flatMap((to, at) => {
    const from = stops[at] as Float32Array;
    return Array.from({ length: frames }, (_, frame) => {
      const t = eased(frame / frames);
      return from.map((share, index) => (1 - t) * share + t * (to[index] as number));
    });
  });
  return [...way, stops.at(-1) as Float32Array];
}

/** The numbers of some latents, one after the other, without what they tell. */
const latentNumbers = (generator: Named, seeds: readonly number[]) =>
  Float32Array.from(seeds.flatMap((seed) => [...numbersOf(generator, seed)]));

/** Frames of a way through genres: for each, a picture of every latent. */
function framesOf(run: Run, options: WalkOptions): readonly Images[] {
  const { numbers = [1, 2, 3, 4], frames = 24, step } = options;
  if (!(Number.isInteger(frames) && frames >= 1))
    throw new ConfigError(expected("frames", "a whole number of at least 1", frames));
  if (numbers.length === 0) throw new ConfigError(expected("numbers", "at least one", numbers));
  return withTold(run, step, (generator) => {
    const all = toldNames(run.iteration);
    const names = options.genres ?? [...all, all[0] as string];
    if (names.length < 2) throw new ConfigError(expected("genres", "at least two", names));
    const stops = names.map((name) => {
      if (!all.includes(name)) throw unknownName("genre", all, name);
      return rowShares(generator.latentSpace, all.indexOf(name));
    });
    const latents = latentNumbers(generator, numbers);
    return sharesAlong(stops, frames).map((shares) =>
      samplePictures(
        generator,
        withShares(
          latents,
          numbers.map(() => shares),
        ),
      ),
    );
  });
}

/** The film of a way from genre to genre at fixed latents, side by side. */
export function genreFilm(run: Run, options: WalkOptions = {}): Film {
  const sheets = framesOf(run, options).map((images) =>
    gridImage(images, { columns: Math.ceil(Math.sqrt(images.count)), cellScale: 4 }),
  );
  const { height, width, channels } = sheets[0] as Images;
  const frames = async function* () {
    yield* sheets;
  };
  return { count: sheets.length, height, width, channels, frames };
}

/** The same as one picture: a row for each latent, from genre to genre. */
export function genreStrip(run: Run, options: WalkOptions = {}): Images {
  const steps = framesOf(run, { frames: 4, ...options });
  const { count, height, width, channels } = steps[0] as Images;
  const size = sizeOf([height, width, channels]);
  const rows = Array.from({ length: count }, (_, row) =>
    steps.map(({ data }) => data.subarray(row * size, (row + 1) * size)),
  );
  const all = { data: Buffer.concat(rows.flat()), count: count * steps.length };
  return gridImage({ ...all, height, width, channels }, { columns: steps.length });
}

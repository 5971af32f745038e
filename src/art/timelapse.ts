import { join, resolve } from "node:path";
import { ConfigError, expected } from "../errors.js";
import { ensureFolder, removeFolder, renameFolder, writeFile, writeJson } from "../files.js";
import type { Run } from "../runs/run.js";
import { checkOut } from "../runs/runFolder.js";
import { readTimeline } from "../runs/timeline.js";
import type { Images } from "../shape.js";
import { cellScaleFor, encodePng, gridImage } from "../show/grid.js";
import { withCaption } from "./caption.js";
import type { Film } from "./film.js";
import { type KeptFrame, keptFrames, readFrame } from "./keptFrames.js";
import { checkFilm, type FilmOptions, writeFilm } from "./writeFilm.js";

/** How a run's film is made. */
export interface TimelapseOptions extends FilmOptions {
  /** A new or empty folder; the run's own `timelapse/`, made anew, by default. */
  readonly out?: string;
  /** Which of the nine latents are shown, counted from 0; all by default. */
  readonly latents?: readonly number[];
  /** Side that the picture is brought near to by whole steps; 384 px by default. */
  readonly sizePx?: number;
  /** Step and kimg in a corner. */
  readonly caption?: boolean;
}

/** What was written. */
export interface Timelapse {
  readonly folder: string;
  readonly frames: number;
  readonly files: readonly string[];
}

/** Frames of the strip. */
const STAGES = 8;

/** Pixels between the stages of the strip. */
const GAP = 4;

function checkLatents(latents: readonly number[], count: number): void {
  const strange = latents.find(
    (latent) => !Number.isInteger(latent) || latent < 0 || latent >= count,
  );
  if (latents.length > 0 && strange === undefined) return;
  throw new ConfigError(expected("latents", `some of 0 to ${count - 1}`, strange ?? "none"));
}

/** Some pictures of a sheet, in the order asked for. */
function pick(images: Images, latents: readonly number[]): Images {
  const size = images.data.length / images.count;
  const data = Buffer.concat(latents.map((at) => images.data.subarray(at * size, (at + 1) * size)));
  return { ...images, data, count: latents.length };
}

/** Draws one kept frame as the film shows it. */
type Draw = (frame: KeptFrame) => Promise<Images>;

function drawer(run: Run, first: Images, options: TimelapseOptions): Draw {
  const { sizePx = 384, caption = false } = options;
  const latents = options.latents ?? Array.from({ length: first.count }, (_, index) => index);
  checkLatents(latents, first.count);
  const columns = Math.ceil(Math.sqrt(latents.length));
  const cellScale = cellScaleFor(first.width * columns, sizePx);
  const { batchSize } = run.iteration.training;
  return async (frame) => {
    const cells = pick(await readFrame(frame, first.channels), latents);
    const picture = gridImage(cells, { columns, cellScale });
    const kimg = ((frame.step * batchSize) / 1000).toFixed(1);
    return caption ? await withCaption(picture, `step ${frame.step}, ${kimg} kimg`) : picture;
  };
}

/** Eight stages, evenly over the film, side by side. */
async function stripOf(frames: readonly KeptFrame[], draw: Draw): Promise<Images> {
  const stages = Math.min(STAGES, frames.length);
  const places = Array.from({ length: stages }, (_, stage) =>
    Math.round((stage * (frames.length - 1)) / Math.max(1, stages - 1)),
  );
  const pictures: Images[] = [];
  for (const place of places) pictures.push(await draw(frames[place] as KeptFrame));
  const data = Buffer.concat(pictures.map((picture) => picture.data));
  const sheet: Images = { ...(pictures[0] as Images), data, count: stages };
  return gridImage(sheet, { columns: stages, border: GAP, borderValue: 255 });
}

/**
 * Makes the film of a run's training from the frames it kept: always the same latents, from before
 * the first step on (`frames/`, `film.webp`, and `film.mp4` where ffmpeg is), `strip.png` with
 * eight stages, and `film.json` with the step of every frame and what
 * happened to the run at which step.
 * @throws ConfigError for a run without frames, and options that cannot be.
 */
export async function timelapse(run: Run, options: TimelapseOptions = {}): Promise<Timelapse> {
  checkFilm(options);
  if (options.out !== undefined) checkOut(options.out, "the film");
  const frames = keptFrames(run);
  const { channels } = run.iteration.data;
  const draw = drawer(run, await readFrame(frames[0] as KeptFrame, channels), options);
  const strip = await stripOf(frames, draw);
  const { width, height } = await draw(frames[0] as KeptFrame);
  const film: Film = {
    count: frames.length,
    width,
    height,
    channels,
    async *frames() {
      for (const frame of frames) yield await draw(frame);
    },
  };
  const folder = resolve(options.out ?? join(run.folder, "timelapse"));
  const aside = ensureFolder(`${folder}.partial`);
  try {
    const { files } = await writeFilm(film, aside, options);
    await writeFile(join(aside, "strip.png"), await encodePng(strip));
    const steps = frames.map(({ step }) => step);
    const events = readTimeline(run.folder).map(({ step, what, text }) => ({ step, what, text }));
    await writeJson(join(aside, "film.json"), { run: run.name, steps, events });
    renameFolder(aside, folder);
    return { folder, frames: frames.length, files: [...files, "strip.png", "film.json"] };
  } finally {
    removeFolder(aside);
  }
}

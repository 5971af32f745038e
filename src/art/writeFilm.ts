import { join } from "node:path";
import { ConfigError, expected, unknownName } from "../errors.js";
import { ensureFolder } from "../files.js";
import type { Film, Pace } from "./film.js";
import { type Watched, Work } from "./work.js";
import { tooLong, writeAnimation } from "./writeAnimation.js";
import { writeFrames, writtenFilm } from "./writeFrames.js";
import { findFfmpeg, requireFfmpeg, writeMp4 } from "./writeMp4.js";

/** What a film can be written as. */
export const filmFormats = ["png", "webp", "gif", "mp4"] as const;

/** One of `filmFormats`; `png` is a folder of numbered frames. */
export type FilmFormat = (typeof filmFormats)[number];

/** How a film is written. */
export interface FilmOptions extends Partial<Pace> {
  /** Numbered frames and WebP by default, and MP4 where ffmpeg is installed. */
  readonly formats?: readonly FilmFormat[];
  readonly log?: (line: string) => void;
}

function paceOf({ fps = 30, holdSeconds = 2 }: FilmOptions): Pace {
  if (!(fps > 0 && fps <= 100)) throw new ConfigError(expected("fps", "up to 100 a second", fps));
  if (!(holdSeconds >= 0 && holdSeconds <= 60)) {
    throw new ConfigError(expected("hold", "0 to 60 seconds", holdSeconds));
  }
  return { fps, holdSeconds };
}

/** What is written; an animation only of a film that is not too long for one. */
function formatsOf({ formats, log = () => {} }: FilmOptions, film?: Film): readonly FilmFormat[] {
  const strange = formats?.find((format) => !filmFormats.includes(format));
  if (strange !== undefined) throw unknownName("film format", filmFormats, strange);
  if (formats?.includes("mp4")) requireFfmpeg();
  const problem = film && tooLong(film);
  if (problem && formats?.some((format) => format === "webp" || format === "gif")) {
    throw new ConfigError(problem);
  }
  if (formats) return formats;
  if (problem) log(`no WebP: ${problem}`);
  const chosen: readonly FilmFormat[] = problem ? ["png"] : ["png", "webp"];
  if (findFfmpeg()) return [...chosen, "mp4"];
  log("no MP4: ffmpeg is neither on the search path nor in $FFMPEG");
  return chosen;
}

/** Whether a film can be written so. @throws ConfigError for pace or formats that cannot be. */
export function checkFilm(options: FilmOptions, film?: Film): void {
  paceOf(options);
  formatsOf({ ...options, log: () => {} }, film);
}

/** What was written of a film. */
export interface WrittenFilm {
  /** Names of files and folders. */
  readonly files: readonly string[];
  /** Fewer than the film has where it was stopped. */
  readonly frames: number;
}

/** A film that reports its frames, and ends when it is stopped. */
function followed(film: Film, work: Work): Film {
  return {
    ...film,
    async *frames() {
      for await (const frame of film.frames()) {
        yield frame;
        await work.advance();
        if (work.stopped) return;
      }
    },
  };
}

async function writeAs(
  format: Exclude<FilmFormat, "png">,
  film: Film,
  folder: string,
  pace: Pace,
): Promise<string> {
  const name = `film.${format}`;
  const path = join(folder, name);
  await (format === "mp4" ? writeMp4 : writeAnimation)(film, path, pace);
  return name;
}

/**
 * Writes a film into a folder: `frames/frame-0000.png` .., `film.webp`, `film.gif`, `film.mp4`. With
 * numbered frames among them each is drawn once. A stop keeps the frames that are written.
 * @throws ConfigError for a pace or format that does not exist, for MP4 without ffmpeg, and for an
 * animation that is too long, before anything is drawn.
 */
export async function writeFilm(
  film: Film,
  folder: string,
  options: FilmOptions & Watched = {},
): Promise<WrittenFilm> {
  const pace = paceOf(options);
  const formats = formatsOf(options, film);
  ensureFolder(folder);
  const work = new Work(film.count * formats.length, options);
  const files: string[] = [];
  let [rest, frames] = [film, film.count];
  if (formats.includes("png")) {
    const inside = join(folder, "frames");
    frames = (await writeFrames(followed(film, work), inside)).length;
    rest = writtenFilm(film, inside, frames);
    files.push("frames");
  }
  for (const format of formats) {
    if (format === "png" || work.stopped) continue;
    files.push(await writeAs(format, followed(rest, work), folder, pace));
  }
  return { files, frames };
}

import { join } from "node:path";
import { ConfigError, expected, unknownName } from "../errors.js";
import { ensureFolder } from "../files.js";
import type { Film, Pace } from "./film.js";
import { writeAnimation } from "./writeAnimation.js";
import { writeFrames } from "./writeFrames.js";
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

function formatsOf({ formats, log = () => {} }: FilmOptions): readonly FilmFormat[] {
  const strange = formats?.find((format) => !filmFormats.includes(format));
  if (strange !== undefined) throw unknownName("film format", filmFormats, strange);
  if (formats?.includes("mp4")) requireFfmpeg();
  if (formats) return formats;
  if (findFfmpeg()) return ["png", "webp", "mp4"];
  log("no MP4: ffmpeg is neither on the search path nor in $FFMPEG");
  return ["png", "webp"];
}

/** Whether a film can be written so. @throws ConfigError for pace or formats that cannot be. */
export function checkFilm(options: FilmOptions): void {
  paceOf(options);
  formatsOf({ ...options, log: () => {} });
}

/**
 * Writes a film into a folder: `frames/frame-0000.png` .., `film.webp`, `film.gif`, `film.mp4`.
 * @returns the names of what was written.
 * @throws ConfigError for a pace or format that does not exist, and for MP4 without ffmpeg.
 */
export async function writeFilm(
  film: Film,
  folder: string,
  options: FilmOptions = {},
): Promise<readonly string[]> {
  const pace = paceOf(options);
  const formats = formatsOf(options);
  ensureFolder(folder);
  const written: string[] = [];
  for (const format of formats) {
    const name = format === "png" ? "frames" : `film.${format}`;
    const path = join(folder, name);
    if (format === "png") await writeFrames(film, path);
    else if (format === "mp4") await writeMp4(film, path, pace);
    else await writeAnimation(film, path, pace);
    written.push(name);
  }
  return written;
}

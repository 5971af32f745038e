import { formatBytes } from "../engine/memory.js";
import { ConfigError } from "../errors.js";
import { writeFile } from "../files.js";
import { sizeOf } from "../shape.js";
import { loadSharp } from "../show/sharpWithFonts.js";
import { delayMs, type Film, type Pace } from "./film.js";

/** All frames of an animation are in memory at once; what is larger is a film's work. */
const MOST_BYTES = 2 ** 30;

const frameBytesOf = ({ height, width, channels }: Film) => sizeOf([height, width, channels]);

/** What keeps a film from being an animation, in one line; undefined where nothing does. */
export function tooLong(film: Film): string | undefined {
  const frameBytes = frameBytesOf(film);
  const bytes = film.count * frameBytes;
  if (bytes <= MOST_BYTES) return undefined;
  const frames = Math.floor(MOST_BYTES / frameBytes);
  return `animation: expected at most ${formatBytes(MOST_BYTES)} of pixels (${frames} frames of this size), got ${formatBytes(bytes)}; a smaller size, or PNG and MP4 are needed`;
}

async function pixelsOf(film: Film): Promise<Uint8Array> {
  const problem = tooLong(film);
  if (problem) throw new ConfigError(problem);
  const frameBytes = frameBytesOf(film);
  const bytes = film.count * frameBytes;
  const pixels = new Uint8Array(bytes);
  let at = 0;
  for await (const { data } of film.frames()) {
    pixels.set(data, at);
    at += frameBytes;
  }
  return pixels.subarray(0, at); // a film that was stopped has fewer
}

/** Writes a film as an animated WebP or GIF that repeats for ever, by the name's ending. */
export async function writeAnimation(film: Film, path: string, pace: Pace): Promise<void> {
  const { width, height, channels } = film;
  const pixels = await pixelsOf(film);
  const count = pixels.length / frameBytesOf(film);
  const raw = { width, height: height * count, channels, pageHeight: height };
  const delay = Array.from({ length: count }, (_, index) => delayMs(pace, index, count));
  const image = loadSharp()(pixels, { raw, limitInputPixels: false });
  const encoded = path.endsWith(".gif")
    ? image.gif({ delay, loop: 0, effort: 3 })
    : image.webp({ delay, loop: 0, quality: 85, effort: 2 });
  await writeFile(path, await encoded.toBuffer());
}

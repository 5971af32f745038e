import { formatBytes } from "../engine/memory.js";
import { ConfigError } from "../errors.js";
import { writeFile } from "../files.js";
import { sizeOf } from "../shape.js";
import { loadSharp } from "../show/sharpWithFonts.js";
import { delayMs, type Film, type Pace } from "./film.js";

/** All frames of an animation are in memory at once; what is larger is a film's work. */
const MOST_BYTES = 2 ** 30;

async function pixelsOf(film: Film): Promise<Uint8Array> {
  const frameBytes = sizeOf([film.height, film.width, film.channels]);
  const bytes = film.count * frameBytes;
  if (bytes > MOST_BYTES) {
    throw new ConfigError(
      `animation: expected at most ${formatBytes(MOST_BYTES)} of pixels, got ${formatBytes(bytes)}; a smaller size, or PNG and MP4 are needed`,
    );
  }
  const pixels = new Uint8Array(bytes);
  let at = 0;
  for await (const { data } of film.frames()) {
    pixels.set(data, at);
    at += frameBytes;
  }
  return pixels;
}

/** Writes a film as an animated WebP or GIF that repeats for ever, by the name's ending. */
export async function writeAnimation(film: Film, path: string, pace: Pace): Promise<void> {
  const { width, height, channels, count } = film;
  const raw = { width, height: height * count, channels, pageHeight: height };
  const delay = Array.from({ length: count }, (_, index) => delayMs(pace, index, count));
  const image = loadSharp()(await pixelsOf(film), { raw, limitInputPixels: false });
  const encoded = path.endsWith(".gif")
    ? image.gif({ delay, loop: 0, effort: 3 })
    : image.webp({ delay, loop: 0, quality: 85, effort: 2 });
  await writeFile(path, await encoded.toBuffer());
}

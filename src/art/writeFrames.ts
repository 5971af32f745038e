import { join } from "node:path";
import { writeFile } from "../files.js";
import type { Images } from "../shape.js";
import { encodePng } from "../show/grid.js";
import { loadSharp } from "../show/sharpWithFonts.js";
import type { Film } from "./film.js";

/** Frames that are encoded at once, while the next one is drawn. */
const AT_ONCE = 4;

const nameOf = (index: number) => `frame-${String(index).padStart(4, "0")}.png`;

/** Writes a film as `frame-0000.png`, `frame-0001.png` .., lossless, a few in memory at a time. */
export async function writeFrames(film: Film, folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const writing: Promise<void>[] = [];
  const put = async (name: string, frame: Images) => {
    const png = await encodePng(frame, { compressionLevel: 6 });
    await writeFile(join(folder, name), png, { synced: false });
  };
  for await (const frame of film.frames()) {
    const name = nameOf(files.length);
    files.push(name);
    writing.push(put(name, frame));
    if (writing.length >= AT_ONCE) await writing.shift();
  }
  await Promise.all(writing);
  return files;
}

/** The film of frames that `writeFrames` wrote: what costs time to draw is drawn once. */
export function writtenFilm(film: Film, folder: string, count: number): Film {
  const space = film.channels === 1 ? "b-w" : "srgb";
  const { width, height, channels } = film;
  return {
    ...film,
    count,
    async *frames() {
      for (let index = 0; index < count; index++) {
        const data = await loadSharp()(join(folder, nameOf(index)))
          .toColourspace(space)
          .raw()
          .toBuffer();
        yield { data, count: 1, width, height, channels };
      }
    },
  };
}

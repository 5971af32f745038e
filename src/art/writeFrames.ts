import { join } from "node:path";
import { writeFile } from "../files.js";
import { encodePng } from "../show/grid.js";
import type { Film } from "./film.js";

/** Writes a film as `frame-0000.png`, `frame-0001.png` .., lossless, one in memory at a time. */
export async function writeFrames(film: Film, folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const frame of film.frames()) {
    const name = `frame-${String(files.length).padStart(4, "0")}.png`;
    await writeFile(join(folder, name), await encodePng(frame));
    files.push(name);
  }
  return files;
}

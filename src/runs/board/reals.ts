import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BoardReals } from "../../show/board/board.js";
import { pngUri } from "../../show/dataUri.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import { realsMark } from "../publish/marks.js";
import type { Run } from "../run.js";

/** Pictures a side that a board shows of a data set, and about how large in all. */
const SIDE = 3;
const SIDE_PX = 288;

/** The first pictures of `reals.png`, which has 8 a row without borders. */
async function firstReals(run: Run): Promise<Uint8Array | undefined> {
  const file = join(run.folder, "reals.png");
  if (!existsSync(file)) return undefined;
  const { imageSize } = run.iteration.data;
  const sheet = loadSharp()(readFileSync(file));
  const { width = 0, height = 0 } = await sheet.metadata();
  const side = Math.min(SIDE * imageSize, width, height);
  const px = side * Math.max(1, Math.floor(SIDE_PX / side));
  const cut = sheet.extract({ left: 0, top: 0, width: side, height: side });
  return await cut.resize(px, px, { kernel: "nearest" }).png().toBuffer();
}

/** Training pictures of every different data set among the runs, as their networks see them. */
export async function boardReals(runs: readonly Run[]): Promise<readonly BoardReals[]> {
  const seen = new Map<string, BoardReals>();
  for (const run of runs) {
    const { manifestHash, set } = run.data;
    const { imageSize, channels } = run.iteration.data;
    const key = `${manifestHash} ${imageSize} ${channels}`;
    const png = seen.has(key) ? undefined : await firstReals(run);
    if (!png) continue;
    seen.set(key, { caption: `${set}, ${imageSize} px`, src: pngUri(png), mark: realsMark(run) });
  }
  return [...seen.values()];
}

import { join, resolve } from "node:path";
import { addMetadata } from "meta-png";
import { ensureFolder, removeFolder, renameFolder, writeFile, writeJson } from "../../files.js";
import { checkOut } from "../../runs/runFolder.js";
import { enlarged } from "../../runs/translation/preview.js";
import type { Images } from "../../shape.js";
import { encodePng, gridImage } from "../../show/grid.js";
import type { Film } from "../film.js";
import type { Watched } from "../work.js";
import { checkFilm, type FilmOptions, writeFilm } from "../writeFilm.js";
import type { ChainRecipe } from "./chainRecipe.js";
import { chainStart } from "./chainStart.js";
import { type ChainFrame, playChain } from "./playChain.js";

/** How a chain is played and written. */
export interface ChainOptions extends FilmOptions, Watched {
  /** A new or empty folder. */
  readonly out: string;
  /** Where picture files of the recipe are looked for; the present folder by default. */
  readonly folder?: string;
}

/** What was written. */
export interface ChainResult {
  readonly folder: string;
  readonly recipe: ChainRecipe;
  readonly frames: readonly ChainFrame[];
  readonly files: readonly string[];
  /** Stages of the chain beside each other. */
  readonly strip: Images;
}

/** Stages of the strip, and px between them. */
const STAGES = 8;
export const GAP = 4;
/** Keyword of the recipe in the strip's PNG. */
const KEYWORD = "gan-atelier-chain";

/** All pictures of a frame in a row, each of the film's size. */
function rowOf({ pictures }: ChainFrame, sidePx: number): Images {
  const same = enlarged(pictures, sidePx);
  return gridImage(same, { columns: same.count });
}

/** Places spread over a list, the first and the last among them. */
export function spreadPlaces(count: number, most: number): readonly number[] {
  const places = Math.min(most, count);
  return Array.from({ length: places }, (_, at) =>
    Math.round((at * (count - 1)) / Math.max(1, places - 1)),
  );
}

/** Some frames beside each other, a row for each picture. */
export function chainStrip(frames: readonly ChainFrame[], most = STAGES): Images {
  const side = (frames.at(-1) as ChainFrame).pictures.height;
  const chosen = spreadPlaces(frames.length, most).map((at) => {
    const { pictures } = frames[at] as ChainFrame;
    return enlarged(pictures, side);
  });
  const [first] = chosen as [Images];
  const size = first.data.length / first.count;
  const cells = Array.from({ length: first.count }, (_, row) =>
    chosen.map(({ data }) => data.subarray(row * size, (row + 1) * size)),
  ).flat();
  const sheet = { ...first, count: cells.length, data: Buffer.concat(cells) };
  return gridImage(sheet, { columns: chosen.length, border: GAP, borderValue: 255 });
}

function filmOf(frames: readonly ChainFrame[]): Film {
  const side = (frames.at(-1) as ChainFrame).pictures.height;
  const { width, height, channels } = rowOf(frames[0] as ChainFrame, side);
  return {
    count: frames.length,
    width,
    height,
    channels,
    async *frames() {
      for (const frame of frames) yield rowOf(frame, side);
    },
  };
}

/**
 * Plays a chain into a folder: every application as a frame, the film, `strip.png` with stages
 * beside each other and the recipe in its metadata, the last pictures by themselves, and
 * `chain.json` with the recipe and whose network made each frame.
 * @throws ConfigError as `playChain` does, before anything is kept.
 */
export async function writeChain(recipe: ChainRecipe, options: ChainOptions): Promise<ChainResult> {
  checkFilm(options);
  checkOut(options.out, "the chain");
  const start = await chainStart(recipe, options.folder ?? ".");
  const frames = await playChain(recipe, start, options);
  const folder = resolve(options.out);
  const aside = ensureFolder(`${folder}.partial`);
  try {
    const { files } = await writeFilm(filmOf(frames), aside, { fps: 12, ...options });
    const strip = chainStrip(frames);
    const png = addMetadata(
      new Uint8Array(await encodePng(strip)),
      KEYWORD,
      JSON.stringify(recipe),
    );
    await writeFile(join(aside, "strip.png"), png);
    const { pictures } = frames.at(-1) as ChainFrame;
    const size = pictures.data.length / pictures.count;
    for (let at = 0; at < pictures.count; at++) {
      const data = pictures.data.subarray(at * size, (at + 1) * size);
      await writeFile(
        join(aside, `last-${at + 1}.png`),
        await encodePng({ ...pictures, count: 1, data }),
      );
    }
    const made = frames.map(({ stage, by = "start" }) => ({ stage, by }));
    await writeJson(join(aside, "chain.json"), { recipe, frames: made });
    renameFolder(aside, folder);
    return { folder, recipe, frames, strip, files: [...files, "strip.png", "chain.json"] };
  } finally {
    removeFolder(aside);
  }
}

import { join } from "node:path";
import { drawnPaintings } from "../../src/data/synthetic/paintings.js";
import { Random } from "../../src/engine/random.js";
import { ensureFolder, writeFile } from "../../src/files.js";
import { encodePng } from "../../src/show/grid.js";

/** Covers of 16 px, unless said, as files, genre by genre in folders. @param names of the folders, where they are not the genres'. */
export async function writeCovers(
  albums: string,
  options: {
    readonly count: number;
    readonly genres: readonly string[];
    readonly sizePx?: number;
  },
  names = options.genres,
): Promise<void> {
  const { sizePx = 16, ...drawn } = options;
  const paintings = drawnPaintings("covers", drawn);
  const prepare = { imageSize: sizePx, channels: 3, resize: "centre", flip: false } as const;
  for (let at = 0; at < paintings.count; at++) {
    const data = await paintings.load(at, prepare, new Random(1, "covers"));
    const png = await encodePng({ data, count: 1, height: sizePx, width: sizePx, channels: 3 });
    const genre = join(albums, names[paintings.labelOf(at)] as string);
    ensureFolder(genre);
    await writeFile(join(genre, `${at}.png`), png);
  }
}

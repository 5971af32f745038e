import { checkChain } from "../../src/art/chain/chainRecipe.js";
import { type ChainFrame, playChain } from "../../src/art/chain/playChain.js";
import { drawPainting } from "../../src/data/synthetic/paintings.js";
import { Random } from "../../src/engine/random.js";
import { pictureMark } from "../../src/runs/publish/marks.js";
import { Publishing } from "../../src/runs/publish/publishing.js";
import type { Run } from "../../src/runs/run.js";
import { joinPictures } from "../../src/shape.js";
import { encodePng, gridImage } from "../../src/show/grid.js";

/** Pictures that the lab draws, so that what is shown of a run is nobody's photograph or painting. */
export interface Drawn {
  readonly genres: readonly string[];
  readonly seeds: readonly number[];
}

const BORDER = 4;
/** Side of a cell that small pictures are brought near to. */
const CELL_PX = 128;

/**
 * Drawn pictures after some numbers of applications of a run's network, a row each, 0 being as they
 * are; results too near to a training picture are blank. @returns the sheet, and what was kept back.
 */
export async function drawnThrough(run: Run, drawn: Drawn, applications: readonly number[]) {
  const { imageSize } = run.iteration.data;
  const { genres, seeds } = drawn;
  const pictures = genres.flatMap((genre) =>
    seeds.map((seed) => ({
      ...drawPainting(genre, imageSize, new Random(seed, "chain start")),
      count: 1,
    })),
  );
  const recipe = checkChain("shown pictures", {
    format: 1,
    sizePx: imageSize,
    start: { noise: 1, count: pictures.length },
    stages: [{ run: run.folder, times: Math.max(...applications) }],
  });
  const frames = await playChain(recipe, joinPictures(pictures));
  const rows = applications.map((at) => (frames[at] as ChainFrame).pictures);
  const columns = pictures.length;
  const cellScale = Math.max(1, Math.floor(CELL_PX / imageSize));
  const form = { columns, border: BORDER, borderValue: 255, cellScale };
  const png = await encodePng(gridImage(joinPictures(rows), form));
  const { folder } = run.data;
  const publishing = new Publishing(folder === undefined ? {} : { data: folder });
  const sheet = await publishing.show(new Uint8Array(png), pictureMark(run, form));
  return { sheet, keptBack: publishing.sentences() };
}

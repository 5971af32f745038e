import type { DataSet } from "../../data/dataSet.js";
import { type Images, joinPictures } from "../../shape.js";
import { cellScaleFor, encodePng, gridImage } from "../../show/grid.js";
import type { TranslationGame } from "../../training/translation/translationGame.js";
import type { Exhibit } from "../exhibit.js";
import { gridName, stepName } from "../run.js";
import { measureTranslation } from "./measureTranslation.js";
import { enlarged, type Preview, previewValues } from "./preview.js";
import { translated } from "./translate.js";

/** Side that a grid is brought near to. */
const GRID_PX = 384;

/** Pictures under each other, all of the size of the last. */
function rows(parts: readonly Images[]): Images {
  const last = parts.at(-1) as Images;
  return joinPictures(parts.map((part) => enlarged(part, last.height)));
}

/** What is shown of a game of pictures: in rows what goes in, what comes out, and the way back or the partners. */
export function translationExhibit(
  game: TranslationGame,
  preview: Preview,
  dataSet: DataSet,
): Exhibit {
  const { generator, back } = game.players;
  const { imageSize } = game.iteration.data;
  const sheet = () => {
    const made = translated(generator, game.tensors, preview.from);
    if (!back) return rows([preview.from, made, preview.to]);
    const returned = translated(back.backGenerator, game.tensors, made);
    return rows([
      preview.from,
      made,
      returned,
      translated(back.backGenerator, game.tensors, preview.to),
    ]);
  };
  const values = previewValues(preview);
  const columns = preview.from.count;
  return {
    preview: { values, shape: [values.length] },
    async draw(step) {
      const cellScale = cellScaleFor(imageSize * columns, GRID_PX);
      const png = await encodePng(gridImage(sheet(), { columns, cellScale }));
      return [{ name: gridName(step, "plain"), png }];
    },
    async frame(step) {
      const made = translated(generator, game.tensors, preview.from);
      const nine = Array.from({ length: 9 }, (_, at) => at % made.count);
      const size = made.data.length / made.count;
      const data = Buffer.concat(nine.map((at) => made.data.subarray(at * size, (at + 1) * size)));
      const png = await encodePng(gridImage({ ...made, count: 9, data }, { columns: 3 }));
      return { name: `${stepName(step)}.png`, png };
    },
    measure: (step) => measureTranslation(game, dataSet, step),
  };
}

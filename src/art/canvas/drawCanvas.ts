import { ConfigError, expected } from "../../errors.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { type Images, joinPictures } from "../../shape.js";
import { gridImage } from "../../show/grid.js";
import type { SubjectOf } from "../recipe/recipe.js";
import { Canvas, middle } from "./canvas.js";
import { latentField } from "./latentField.js";

/** Px around the pictures of a sheet, as Torch's `image.display` pads them. */
const BORDER = 2;

/** What the Torch tool asserts of its modes. @throws ConfigError. */
export function checkMode({ mode, count, rows, columns }: SubjectOf<"canvas">): void {
  if (mode === "random" || mode === "line") return;
  if (count !== 1) throw new ConfigError(expected(`${mode}: batchSize`, "1", count));
  if (columns < 2) throw new ConfigError(expected(`${mode}: imsize`, "more than 1", columns));
  if (mode === "linefull1d" && rows !== 1) {
    throw new ConfigError(expected("linefull1d: latents down", "1", rows));
  }
  if (mode === "linefull" && rows !== columns) {
    const got = `${columns} x ${rows}`;
    throw new ConfigError(expected("linefull", "as many latents down as across", got));
  }
}

/** Draws the grids of a recipe, each cut to its middle where that is asked for. */
function pictures(generator: TrainedGenerator, subject: SubjectOf<"canvas">): readonly Images[] {
  const numbers = generator.latentShape.at(-1) ?? 0;
  const { count, rows, columns, tile, norm, crop } = subject;
  const fields = latentField(subject, numbers);
  const canvas = new Canvas(generator, { rows, columns, tile }, norm);
  try {
    const size = rows * columns * numbers;
    const drawn =
      norm === "batch"
        ? canvas.drawTogether(fields, count)
        : Array.from({ length: count }, (_, at) =>
            canvas.draw(fields.subarray(at * size, (at + 1) * size)),
          );
    return crop ? drawn.map((image) => middle(image, crop.width, crop.height)) : drawn;
  } finally {
    canvas.dispose();
  }
}

/** Draws grids of latents: one as it is, several as a sheet with lines between. */
export function drawCanvas(generator: TrainedGenerator, subject: SubjectOf<"canvas">): Images {
  checkMode(subject);
  const drawn = pictures(generator, subject);
  const [only] = drawn;
  if (drawn.length === 1 && only) return only;
  const columns = Math.min(8, drawn.length); // image.display's own number
  return gridImage(joinPictures(drawn), { columns, border: BORDER });
}

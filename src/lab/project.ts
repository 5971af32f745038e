import { type Projection, type ProjectOptions, project as search } from "../art/project/project.js";
import { pictureMark } from "../runs/publish/marks.js";
import { joinPictures, pictureAt } from "../shape.js";
import { showGrid, showTable } from "../show/display.js";
import { cellScaleFor, encodePng, gridImage } from "../show/grid.js";
import { atStep, type Which } from "./atStep.js";
import { underLine } from "./underLine.js";

/** Side at which small pictures are shown. */
const SHOWN_PX = 192;

/**
 * Looks for the latents whose pictures come nearest to given ones, and shows how near that is: a row
 * a picture with target, nearest random picture, picture found, and nearest training picture.
 */
export async function project(
  which: Which,
  files: readonly string[],
  options: ProjectOptions = {},
): Promise<Projection> {
  const { run, ...step } = atStep(which);
  const made = await underLine("steps", options, (watched) =>
    search(run, files, { ...step, ...options, ...watched }),
  );
  const columns = made.projected.length;
  const all = joinPictures(made.projected.map(({ pictures }) => pictureAt(pictures, 2)));
  const cellScale = cellScaleFor(all.width, SHOWN_PX);
  const found = await encodePng(gridImage(all, { columns, border: 2, cellScale }));
  showGrid(found, `${run.name} · generated: found`, pictureMark(run, { columns, border: 2 }));
  showGrid(
    await encodePng(made.sheet),
    "target · nearest of 128 random pictures · found · nearest training picture, if they are there",
  );
  const levels = (value: number | undefined) => value?.toFixed(1) ?? "-";
  showTable(
    made.projected.map(({ name, verdict, ...far }) => ({
      picture: name,
      "grey levels off": levels(far.distance),
      "a random picture": levels(far.random),
      "nearest of 128": levels(far.nearestRandom),
      "nearest training picture": levels(far.nearestTraining),
      "one of its own": levels(made.control),
      verdict,
    })),
  );
  return made;
}

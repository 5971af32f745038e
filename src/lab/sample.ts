import { sample as draw, type SampleOptions, type Samples } from "../art/sample.js";
import { pictureMark } from "../runs/publish/marks.js";
import { showGrid } from "../show/display.js";
import { encodePng } from "../show/grid.js";
import { atStep, type Which } from "./atStep.js";
import { underLine } from "./underLine.js";

/** Draws pictures of a run's generator into files and shows the sheet of them. */
export async function sample(which: Which, options: SampleOptions = {}): Promise<Samples> {
  const { run, ...step } = atStep(which);
  const made = await underLine("pictures", options, (watched) =>
    draw(run, { ...step, ...options, ...watched }),
  );
  const { source, seeds, sheet, pictures } = made;
  const border = pictures.count > 1 ? 2 : 0;
  const columns = Math.floor((sheet.width - border) / (pictures.width + border));
  const names = seeds.length > 1 ? `${seeds[0]} .. ${seeds.at(-1)}` : `${seeds[0]}`;
  const caption = `${source.run} · generated, step ${source.step}, latents ${names}`;
  showGrid(await encodePng(sheet), caption, pictureMark(run, { columns, border }));
  return made;
}

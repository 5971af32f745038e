import {
  type ArithmeticOptions,
  arithmetic as addLatents,
  generate as drawCanvas,
  type GenerateOptions,
} from "../art/generate.js";
import type { Drawn } from "../art/recipe/writeSubject.js";
import { pictureMark } from "../runs/publish/marks.js";
import type { Run } from "../runs/run.js";
import { showGrid } from "../show/display.js";
import { encodePng } from "../show/grid.js";
import { atStep, type Which } from "./atStep.js";

/** Shows what was drawn; a wide picture is compared with training pictures in squares. */
async function shown(run: Run, drawn: Drawn, what: string, columns: number): Promise<Drawn> {
  const { picture, recipe } = drawn;
  const caption = `${recipe.source.run} · generated, step ${recipe.source.step}, ${what}`;
  showGrid(await encodePng(picture), caption, pictureMark(run, { columns, border: 0 }));
  return drawn;
}

/** Draws a canvas, a sheet or a line between latents into a file and shows it. */
export async function generate(which: Which, options: GenerateOptions = {}): Promise<Drawn> {
  const { run, ...step } = atStep(which);
  const drawn = await drawCanvas(run, { ...step, ...options });
  const { width, height } = drawn.picture;
  const what = `${width} x ${height} px, latents ${options.mode ?? "random"}`;
  return await shown(run, drawn, what, Math.max(1, Math.round(width / height)));
}

/** Draws mean(a) - mean(b) + mean(c) with all that went in into a file and shows it. */
export async function arithmetic(which: Which, options: ArithmeticOptions): Promise<Drawn> {
  const { run, ...step } = atStep(which);
  const drawn = await addLatents(run, { ...step, ...options });
  return await shown(run, drawn, "mean(a) - mean(b) + mean(c)", 7);
}

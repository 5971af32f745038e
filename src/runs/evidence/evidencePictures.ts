import { join } from "node:path";
import { writeFile } from "../../files.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import { gridMark } from "../publish/marks.js";
import { Publishing } from "../publish/publishing.js";
import { type Run, stepName } from "../run.js";

/** Parts of a run at whose ends its pictures are shown. */
const STAGES = [0, 1 / 64, 1 / 8, 1];

/** Steps of a run's grids that show how it went: the first, the last, and two between, each once. */
export function shownSteps(steps: readonly number[]): readonly number[] {
  const last = steps.at(-1) ?? 0;
  const nearest = (wanted: number) =>
    steps.reduce((best, step) => (Math.abs(step - wanted) < Math.abs(best - wanted) ? step : best));
  return steps.length === 0 ? [] : [...new Set(STAGES.map((part) => nearest(part * last)))];
}

/** What was shown of a run, and what was kept back. */
export interface EvidencePictures {
  readonly steps: readonly number[];
  readonly withheld: readonly string[];
}

/** Writes grids of a run that everyone may see: no cell of them is a copy of a training picture. */
export async function writePictures(run: Run, folder: string): Promise<EvidencePictures> {
  const { folder: data } = run.data;
  const publishing = new Publishing(data === undefined ? {} : { data });
  const steps = shownSteps(run.gridSteps());
  for (const step of steps) {
    const png = await publishing.show(run.grid(step), gridMark(run));
    const webp = await loadSharp()(png).webp({ quality: 85 }).toBuffer();
    await writeFile(join(folder, `${stepName(step)}.webp`), webp);
  }
  return { steps, withheld: publishing.sentences() };
}

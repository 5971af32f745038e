import { join } from "node:path";
import { writeFile, writeJson } from "../files.js";
import { encodePng, gridImage } from "../show/grid.js";
import { augmentPreview } from "./augmentPreview.js";
import { environment } from "./environment.js";
import type { OpenedRun } from "./openRun.js";
import type { RunOptions } from "./run.js";

/** Writes what a run is trained on: machine, data, the pictures that were looked at, and as D may see them. */
export async function writeRunFiles(
  folder: string,
  { engine, looked }: OpenedRun,
  { iteration, seed }: Pick<RunOptions, "iteration" | "seed">,
): Promise<void> {
  await writeJson(join(folder, "environment.json"), environment(engine));
  await writeJson(join(folder, "data.json"), looked.data);
  const reals = await encodePng(gridImage(looked.sheet, { columns: 8 }));
  await writeFile(join(folder, "reals.png"), reals);
  if (iteration.training.diffAugment.length === 0) return;
  const preview = gridImage(augmentPreview(looked.sheet, iteration, seed), { columns: 8 });
  await writeFile(join(folder, "augmented.png"), await encodePng(preview));
}

import { join } from "node:path";
import { writeFile, writeJson } from "../files.js";
import { encodePng, gridImage } from "../show/grid.js";
import { environment } from "./environment.js";
import type { OpenedRun } from "./openRun.js";

/** Writes what a run is trained on: machine, data, the pictures that were looked at. */
export async function writeRunFiles(folder: string, { engine, looked }: OpenedRun): Promise<void> {
  await writeJson(join(folder, "environment.json"), environment(engine));
  await writeJson(join(folder, "data.json"), looked.data);
  const reals = await encodePng(gridImage(looked.sheet, { columns: 8 }));
  await writeFile(join(folder, "reals.png"), reals);
}

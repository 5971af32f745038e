import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { removeFile, removeFolder, writeFile } from "../files.js";
import { checkpointSteps } from "./checkpoint.js";
import { removeHalves } from "./ownFiles.js";
import { qualityFile } from "./qualityRow.js";
import { type StatRow, stepName } from "./run.js";

function wholeRow(line: string): StatRow | undefined {
  try {
    return JSON.parse(line) as StatRow;
  } catch {
    return undefined; // cut short by a crash
  }
}

/** Cuts a file of rows after a step. @returns the last row that is left. */
async function cutRows(file: string, step: number): Promise<StatRow | undefined> {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  const rows = text.split("\n").flatMap((line) => {
    const row = wholeRow(line);
    return row && (row.step ?? 0) <= step ? [{ line, row }] : [];
  });
  const left = rows.map(({ line }) => `${line}\n`).join("");
  if (left !== text) await writeFile(file, left);
  return rows.at(-1)?.row;
}

/** Removes pictures of steps that are `wrong`. */
function cutPictures(folder: string, wrong: (step: number) => boolean): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const drawn = /^step-(\d+)(?:-preset)?\.png$/.exec(name)?.[1];
    if (drawn !== undefined && wrong(Number(drawn))) removeFile(join(folder, name));
  }
}

/**
 * Brings a run folder back to how it was when the checkpoint of `step` was written: no rows,
 * pictures, checkpoints or measures of later steps, and nothing half-written.
 * @param pictures steps between pictures, and the last step, which always has one.
 * @returns the row of that step, if the run has one.
 */
export async function rewind(
  folder: string,
  step: number,
  pictures: { readonly every: number; readonly last: number },
): Promise<StatRow | undefined> {
  const row = await cutRows(join(folder, "stats.jsonl"), step);
  await cutRows(join(folder, qualityFile), step);
  const { every, last } = pictures;
  const onlyStopDrew = (drawn: number) => drawn === step && step % every !== 0 && step !== last;
  cutPictures(join(folder, "grids"), (drawn) => drawn > step || onlyStopDrew(drawn));
  cutPictures(join(folder, "film"), (drawn) => drawn > step);
  for (const later of checkpointSteps(folder)) {
    if (later > step) removeFolder(join(folder, stepName(later)));
  }
  removeHalves(folder);
  for (const name of readdirSync(folder)) {
    if (/^step-\d+(\.old)?\.partial$/.test(name)) removeFolder(join(folder, name));
  }
  removeFile(join(folder, "measures.json"));
  return row;
}

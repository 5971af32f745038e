import { join } from "node:path";
import { contactSheet } from "../data/contactSheet.js";
import { openDataSet } from "../data/openDataSet.js";
import { exampleFolder } from "../data/resizer/exampleFolder.js";
import { type ResizeResult, resizeFolder } from "../data/resizer/resizeFolder.js";
import type { ResizeOptions } from "../data/resizer/resizeOptions.js";
import { cacheFolder } from "../project.js";
import { showGrid as showPicture, showTable } from "../show/display.js";
import { cellScaleFor, encodePng, gridImage } from "../show/grid.js";
import { stopButton } from "./stopButton.js";

/** A small folder of drawn pictures with everything that goes wrong with real ones. @returns its path. */
export const examplePictures = () => exampleFolder(join(cacheFolder(), "example-pictures"));

/** Brings a folder of pictures to one size, in a folder of its own; in a notebook Stop ends it. */
export function resize(options: ResizeOptions): Promise<ResizeResult> {
  const signal = options.signal ?? stopButton();
  return resizeFolder({ ...options, ...(signal ? { signal } : {}) });
}

/** Shows what some resizes did, a line each. */
export function showResized(...results: readonly ResizeResult[]): void {
  showTable(
    results.map(({ choices, state, pictures, refused, duplicates, nearDuplicates, dropped }) => ({
      mode: choices.mode,
      size: `${choices.x} x ${choices.y}`,
      state,
      pictures: pictures.length,
      refused: refused.map(({ file, reason }) => `${file}: ${reason}`).join("; "),
      "same bytes": duplicates.length,
      "look-alikes": nearDuplicates.map(({ source, of }) => `${source} = ${of}`).join("; "),
      dropped,
    })),
  );
}

/** Shows the first pictures of a folder of squares, as a grid. */
export async function showFolder(
  folder: string,
  caption: string,
  options: { readonly count?: number } = {},
): Promise<void> {
  const dataSet = await openDataSet("folder", { folder, keepDuplicates: true, log: () => {} });
  const sidePx = dataSet.nativeSize ?? 128;
  const prepare = { imageSize: sidePx, channels: 3, resize: "squash", flip: false } as const;
  const sheet = await contactSheet(dataSet, prepare, 1, options.count ?? 16);
  const columns = Math.min(8, sheet.count);
  const grid = gridImage(sheet, { columns, border: 2, cellScale: cellScaleFor(sidePx, 96) });
  showPicture(await encodePng(grid), caption);
}

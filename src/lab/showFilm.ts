import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { display } from "../show/display.js";
import { escapeHtml } from "../show/escape.js";
import { markMetadata, type PictureMark } from "../show/pictureMark.js";

/** Films larger than this would swell the notebook: their folder is named instead. */
const MOST_BYTES = 1_000_000;

/** Shows a folder's `film.webp` in the running cell, where there is one that is small. */
export function showFilm(folder: string, caption: string, mark: PictureMark): void {
  const file = join(folder, "film.webp");
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? Number.POSITIVE_INFINITY;
  if (bytes > MOST_BYTES) return;
  const uri = `data:image/webp;base64,${readFileSync(file).toString("base64")}`;
  const html = `<img src="${uri}" style="min-width:192px;max-width:100%;image-rendering:pixelated" alt="${escapeHtml(caption)}">`;
  display({ "text/html": html, "text/plain": `[film: ${caption}]` }, undefined, markMetadata(mark));
}

import { pngUri } from "./dataUri.js";
import { display, type Log } from "./display.js";
import { escapeHtml } from "./escape.js";
import { markMetadata, type PictureMark } from "./pictureMark.js";

/** A picture with the line under it. */
export interface Captioned {
  readonly png: Uint8Array;
  readonly caption: string;
  readonly mark?: PictureMark;
}

/** Width at which each picture is shown, px. */
const shownPx = 232;

const figureHtml = ({ png, caption }: Captioned) =>
  `<figure style="margin:0;width:${shownPx}px">` +
  `<img src="${pngUri(png)}" alt="${escapeHtml(caption)}" ` +
  `style="width:${shownPx}px;max-width:none;image-rendering:pixelated">` +
  `<figcaption style="font-size:85%;line-height:1.35;margin-top:4px">${escapeHtml(caption)}</figcaption></figure>`;

/** Shows pictures beside each other, as many in a row as there is room for. */
export function showSideBySide(pictures: readonly Captioned[], log?: Log): void {
  const html = `<div style="display:flex;flex-wrap:wrap;gap:18px">${pictures.map(figureHtml).join("")}</div>`;
  const text = pictures.map(({ caption }) => `[picture: ${caption}]`).join("\n");
  const marks = markMetadata(pictures.map(({ mark }) => mark));
  display({ "text/html": html, "text/plain": text }, log, marks);
}

import { ConfigError, expected } from "../../errors.js";
import { linePath, lineWidthPx, loadFont } from "../../show/font.js";

const font = "DejaVuSansCondensed-Bold.ttf";
/** Shares of the cover's side: margin, sizes of the artist's name and, at most, of the title. */
const [MARGIN, ARTIST, TITLE] = [0.06, 0.05, 0.115];
/** Distance of lines, in sizes. */
const LEADING = 1.08;
const MOST_LINES = 3;

/** What stands on a cover. */
export interface CoverText {
  readonly artist?: string;
  readonly title?: string;
}

/** @throws ConfigError for the first sign that the font does not have. */
function checkSigns(field: string, text: string): void {
  const missing = [...text].find((sign) => loadFont(font).charToGlyphIndex(sign) === 0);
  if (missing !== undefined)
    throw new ConfigError(expected(field, "characters that DejaVu Sans has", missing));
}

const widthOf = (text: string, sizePx: number) => lineWidthPx(loadFont(font), text, sizePx);

/** Words in lines no wider than `widthPx`. */
function linesOf(text: string, sizePx: number, widthPx: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && widthOf(longer, sizePx) <= widthPx) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The largest size, up to `mostPx`, at which a text fits into some lines. */
function fit(text: string, mostPx: number, widthPx: number, lines: number) {
  let sizePx = mostPx;
  const fits = (set: readonly string[]) =>
    set.length <= lines && set.every((line) => widthOf(line, sizePx) <= widthPx);
  let set = linesOf(text, sizePx, widthPx);
  while (!fits(set) && sizePx > 1) {
    sizePx *= 0.94;
    set = linesOf(text, sizePx, widthPx);
  }
  return { sizePx, lines: set };
}

const outline = (text: string, x: number, y: number, sizePx: number) =>
  `<path d="${linePath(loadFont(font), text, { x, y }, sizePx)}"/>`;

/**
 * Artist and title of a cover as an SVG of its size: outlines of DejaVu Sans Condensed Bold, so that
 * no font has to be installed; white, each before a shade that keeps it readable. Artist above, title
 * below, in up to three lines as large as they fit.
 * @throws ConfigError for characters that the font does not have.
 */
export function coverType({ artist = "", title = "" }: CoverText, sidePx: number): string {
  checkSigns("artist", artist);
  checkSigns("title", title);
  const margin = MARGIN * sidePx;
  const room = sidePx - 2 * margin;
  const above = fit(artist, ARTIST * sidePx, room, 1);
  const below = fit(title, TITLE * sidePx, room, MOST_LINES);
  const artistLine = above.lines.map((line) =>
    outline(line, margin, margin + above.sizePx, above.sizePx),
  );
  const titleLines = below.lines.map((line, at) => {
    const under = below.lines.length - 1 - at;
    return outline(line, margin, sidePx - margin - under * LEADING * below.sizePx, below.sizePx);
  });
  const shade = (id: string, from: 0 | 1) =>
    `<linearGradient id="${id}" x1="0" x2="0" y1="${from}" y2="${1 - from}"><stop offset="0" stop-opacity="0.62"/><stop offset="1" stop-opacity="0"/></linearGradient>`;
  const band = (id: string, y: number, height: number) =>
    `<rect x="0" y="${y}" width="${sidePx}" height="${height}" fill="url(#${id})"/>`;
  const low = 2 * margin + below.lines.length * LEADING * below.sizePx;
  const bands = [
    ...(artist ? [band("above", 0, 2.6 * margin + above.sizePx)] : []),
    ...(title ? [band("below", sidePx - 1.3 * low, 1.3 * low)] : []),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sidePx}" height="${sidePx}"><defs>${shade("above", 0)}${shade("below", 1)}</defs>${bands.join("")}<g fill="#fff">${[...artistLine, ...titleLines].join("")}</g></svg>`;
}

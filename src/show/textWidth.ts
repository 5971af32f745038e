import { lineWidthPx, loadFont } from "./font.js";

const files = { normal: "DejaVuSans.ttf", bold: "DejaVuSans-Bold.ttf" } as const;

/** Width in pixels of one line of DejaVu Sans, without kerning (never too narrow by much). */
export function textWidthPx(text: string, sizePx: number, bold = false): number {
  return lineWidthPx(loadFont(files[bold ? "bold" : "normal"]), text, sizePx);
}

/** Height above and below the base line of DejaVu Sans at `sizePx`. */
export function textHeightsPx(sizePx: number): { ascent: number; descent: number } {
  const font = loadFont(files.normal);
  const scale = sizePx / font.unitsPerEm;
  return { ascent: font.ascender * scale, descent: -font.descender * scale };
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Font } from "opentype.js";
import { fontFolder } from "./sharpWithFonts.js";

const fonts = new Map<string, Font>();

/** One of the DejaVu fonts, read at first use. @param file such as `DejaVuSans-Bold.ttf`. */
export function loadFont(file: string): Font {
  const known = fonts.get(file);
  if (known) return known;
  const { parse }: typeof import("opentype.js") = require("opentype.js");
  const bytes = readFileSync(join(fontFolder(), file));
  const font = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  fonts.set(file, font);
  return font;
}

/** Width in px of one line, glyph by glyph: no ligatures, no kerning. */
export function lineWidthPx(font: Font, text: string, sizePx: number): number {
  let units = 0;
  for (const sign of text) units += font.charToGlyph(sign).advanceWidth ?? 0;
  return (units * sizePx) / font.unitsPerEm;
}

/** One line as the data of an SVG path, its base line beginning at `x`, `y`. */
export function linePath(
  font: Font,
  text: string,
  { x, y }: { readonly x: number; readonly y: number },
  sizePx: number,
): string {
  let at = x;
  return [...text]
    .map((sign) => {
      const path = font.charToGlyph(sign).getPath(at, y, sizePx).toPathData(2);
      at += lineWidthPx(font, sign, sizePx);
      return path;
    })
    .join("");
}

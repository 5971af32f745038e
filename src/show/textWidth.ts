import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Font } from "opentype.js";
import { fontFolder } from "./sharpWithFonts.js";

const files = { normal: "DejaVuSans.ttf", bold: "DejaVuSans-Bold.ttf" } as const;
const fonts = new Map<string, Font>();

function fontOf(weight: keyof typeof files): Font {
  const known = fonts.get(weight);
  if (known) return known;
  const { parse }: typeof import("opentype.js") = require("opentype.js");
  const bytes = readFileSync(join(fontFolder(), files[weight]));
  const font = parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  fonts.set(weight, font);
  return font;
}

/** Width in pixels of one line of DejaVu Sans, without kerning (never too narrow by much). */
export function textWidthPx(text: string, sizePx: number, bold = false): number {
  const font = fontOf(bold ? "bold" : "normal");
  let units = 0;
  for (const sign of text) units += font.charToGlyph(sign).advanceWidth ?? 0;
  return (units * sizePx) / font.unitsPerEm;
}

/** Height above and below the base line of DejaVu Sans at `sizePx`. */
export function textHeightsPx(sizePx: number): { ascent: number; descent: number } {
  const font = fontOf("normal");
  const scale = sizePx / font.unitsPerEm;
  return { ascent: font.ascender * scale, descent: -font.descender * scale };
}

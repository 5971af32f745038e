import { createHash } from "node:crypto";
import { Random } from "../engine/random.js";
import { drawSvg } from "./drawSvg.js";
import type { Figure } from "./figure.js";
import { loadSharpWithFonts } from "./sharpWithFonts.js";

/** Size of a static figure in CSS pixels; what the figure does not say is 720 x 380. */
export function figureSize(figure: Figure): { width: number; height: number } {
  const { width = 720, height = 380 } = figure.layout;
  return { width, height };
}

/**
 * A figure as SVG, drawn by plotly.js itself without a browser (1 s the first time, 0.2 s each
 * after that). The same figure always gives the same text. Its text is text, in DejaVu Sans.
 */
export async function figureSvg(figure: Figure): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(figure)).digest();
  const random = new Random(hash.readUInt32LE(), "figure");
  return await drawSvg(figure, figureSize(figure), () => random.uniform());
}

/**
 * A figure as PNG, from the same SVG.
 * @param scale pixels of the picture to one CSS pixel; 1.5 unless said.
 */
export async function figurePng(figure: Figure, scale = 1.5): Promise<Uint8Array> {
  const svg = await figureSvg(figure);
  const sharp = await loadSharpWithFonts();
  return await sharp(Buffer.from(svg), { density: 72 * scale })
    .flatten({ background: "#ffffff" })
    .png({ compressionLevel: 9, palette: true, colours: 128, dither: 0 })
    .toBuffer();
}

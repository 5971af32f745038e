import { createHash } from "node:crypto";
import type { Data, PlotData } from "plotly.js";
import type { Sharp } from "sharp";
import { Random } from "../engine/random.js";
import { decimate } from "./decimate.js";
import { drawSvg } from "./drawSvg.js";
import type { Figure } from "./figure.js";
import { loadSharpWithFonts } from "./sharpWithFonts.js";

/** Size of a static figure in CSS pixels; what the figure does not say is 720 x 380. */
export function figureSize(figure: Figure): { width: number; height: number } {
  const { width = 720, height = 380 } = figure.layout;
  return { width, height };
}

/** Most points of a line that a static picture can show apart. */
const mostPoints = 800;

function isNumbers(values: unknown): values is (number | null)[] {
  return Array.isArray(values) && values.every((value) => value === null || Number.isFinite(value));
}

/** The figure with no more points in its lines than a static picture can show. */
function thinned(figure: Figure): Figure {
  const data = figure.data.map((trace): Data => {
    const { x, y, mode } = trace as Partial<PlotData>;
    if (mode !== "lines" || !isNumbers(x) || !isNumbers(y) || x.length <= mostPoints) return trace;
    const numbers = (values: (number | null)[]) => values.map((value) => value ?? Number.NaN);
    const line = decimate({ x: numbers(x), y: numbers(y) }, mostPoints);
    const gaps = line.y.map((value) => (Number.isNaN(value) ? null : value));
    return { ...(trace as Partial<PlotData>), x: [...line.x], y: gaps };
  });
  return { ...figure, data };
}

/**
 * A figure as SVG, drawn by plotly.js itself without a browser (1 s the first time, 0.2 s each
 * after that). The same figure always gives the same text. Its text is text, in DejaVu Sans.
 */
export async function figureSvg(figure: Figure): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(figure)).digest();
  const random = new Random(hash.readUInt32LE(), "figure");
  return await drawSvg(thinned(figure), figureSize(figure), () => random.uniform());
}

/** The figure as pixels, `scale` of them to one CSS pixel, on white. */
async function rasterised(figure: Figure, scale: number): Promise<Sharp> {
  const svg = await figureSvg(figure);
  const sharp = await loadSharpWithFonts();
  return sharp(Buffer.from(svg), { density: 72 * scale }).flatten({ background: "#ffffff" });
}

/**
 * A figure as PNG, from the same SVG.
 * @param scale pixels of the picture to one CSS pixel; 1.5 unless said.
 */
export async function figurePng(figure: Figure, scale = 1.5): Promise<Uint8Array> {
  const options = { compressionLevel: 9, palette: true, colours: 128, dither: 0 };
  return await (await rasterised(figure, scale)).png(options).toBuffer();
}

/** A figure as JPEG, from the same SVG, colours at full resolution; `scale` as for `figurePng`. */
export async function figureJpeg(figure: Figure, scale = 1.5): Promise<Uint8Array> {
  const options = { quality: 85, chromaSubsampling: "4:4:4", mozjpeg: true };
  return await (await rasterised(figure, scale)).jpeg(options).toBuffer();
}

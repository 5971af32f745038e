import { expected, ShapeError } from "../errors.js";
import type { Images } from "../shape.js";
import type { RenderMode } from "./render.js";
import { loadSharp } from "./sharpWithFonts.js";

/** How a grid is laid out; sizes in pixels of the finished picture. */
export interface GridOptions {
  readonly columns: number;
  /** Width of the lines between and around the cells; 0 for none. */
  readonly border?: number;
  /** Grey value of lines and empty cells, 0..255; 128 unless said. */
  readonly borderValue?: number;
  /** Each pixel of a cell becomes a square of this side. */
  readonly cellScale?: number;
}

/** The border that a render mode asks for: `montageRgb` has a line of 1 px in grey 0.5. */
export function gridBorder(mode: RenderMode): { border: number; borderValue: number } {
  return { border: mode === "montageRgb" ? 1 : 0, borderValue: 128 };
}

/** The whole number that brings cells of `sizePx` nearest to `targetPx` without going over; at least 1. */
export function cellScaleFor(sizePx: number, targetPx: number): number {
  return Math.max(1, Math.floor(targetPx / sizePx));
}

/** Copies cell `index`, enlarged, to column `left` and row `top` of the canvas. */
function copyCell(
  images: Images,
  index: number,
  canvas: Images,
  place: { left: number; top: number; scale: number },
): void {
  const { height, width, channels } = images;
  const { left, top, scale } = place;
  const cell = images.data.subarray(index * height * width * channels);
  if (scale === 1) {
    for (let y = 0; y < height; y++) {
      const line = cell.subarray(y * width * channels, (y + 1) * width * channels);
      canvas.data.set(line, ((top + y) * canvas.width + left) * channels);
    }
    return;
  }
  for (let y = 0; y < height * scale; y++) {
    const from = Math.floor(y / scale) * width;
    const to = (top + y) * canvas.width + left;
    for (let x = 0; x < width * scale; x++) {
      const pixel = (from + Math.floor(x / scale)) * channels;
      canvas.data.set(cell.subarray(pixel, pixel + channels), (to + x) * channels);
    }
  }
}

/**
 * Lays pictures out as one picture, row by row, each enlarged by its nearest neighbours.
 * @returns `Images` of count 1; the last row's empty cells have the border's grey.
 * @throws ShapeError when there are no pictures or no columns.
 */
export function gridImage(images: Images, options: GridOptions): Images {
  const { columns, border = 0, borderValue = 128, cellScale: scale = 1 } = options;
  if (images.count < 1)
    throw new ShapeError(expected("grid", "at least one picture", images.count));
  if (!(columns >= 1)) throw new ShapeError(expected("grid columns", "at least 1", columns));
  const rows = Math.ceil(images.count / columns);
  const stepX = images.width * scale + border;
  const stepY = images.height * scale + border;
  const width = columns * stepX + border;
  const height = rows * stepY + border;
  const data = new Uint8Array(width * height * images.channels).fill(borderValue);
  const canvas: Images = { data, count: 1, height, width, channels: images.channels };
  for (let index = 0; index < images.count; index++) {
    const left = border + (index % columns) * stepX;
    const top = border + Math.floor(index / columns) * stepY;
    copyCell(images, index, canvas, { left, top, scale });
  }
  return canvas;
}

/**
 * A picture as a PNG file, lossless; the same picture always gives the same bytes.
 * @param options.compressionLevel 0 to 9: smaller files or less time.
 * @throws ShapeError when `image.count` is not 1.
 */
export async function encodePng(image: Images, { compressionLevel = 9 } = {}): Promise<Uint8Array> {
  const { data, count, width, height, channels } = image;
  if (count !== 1) throw new ShapeError(expected("picture to encode", "count 1", count));
  return await loadSharp()(data, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? "b-w" : "srgb")
    .png({ compressionLevel })
    .toBuffer();
}

import type { Images } from "../../shape.js";
import { linePath, lineWidthPx, loadFont } from "../../show/font.js";
import { cellScaleFor, gridImage } from "../../show/grid.js";
import { loadSharp } from "../../show/sharpWithFonts.js";

/** Px that a cover is brought near to, and size of the names. */
const [CELL_PX, TEXT_PX] = [96, 15];
const font = "DejaVuSans.ttf";

/** Names beside rows, each in the middle of its own, to the right. */
function namesSvg(names: readonly string[], width: number, rowPx: number): string {
  const face = loadFont(font);
  const paths = names.map((name, row) => {
    const text = [...name].filter((sign) => face.charToGlyphIndex(sign) > 0).join("");
    const x = width - 10 - lineWidthPx(face, text, TEXT_PX);
    return `<path d="${linePath(face, text, { x, y: (row + 0.5) * rowPx + 0.36 * TEXT_PX }, TEXT_PX)}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${names.length * rowPx}"><rect width="100%" height="100%" fill="#fff"/>${paths.join("")}</svg>`;
}

/** Covers in rows as a PNG, a name beside each row. */
export async function namedGrid(names: readonly string[], covers: Images): Promise<Uint8Array> {
  const columns = covers.count / names.length;
  const cellScale = cellScaleFor(covers.width, CELL_PX);
  const { data, width, height, channels } = gridImage(covers, { columns, cellScale });
  const widths = names.map((name) => lineWidthPx(loadFont(font), name, TEXT_PX));
  const left = Math.ceil(Math.max(...widths)) + 20;
  const grid = await loadSharp()(data, { raw: { width, height, channels } }).png().toBuffer();
  return await loadSharp()({
    create: { width: left + width, height, channels: 3, background: "#fff" },
  })
    .composite([
      { input: Buffer.from(namesSvg(names, left, height / names.length)), left: 0, top: 0 },
      { input: grid, left, top: 0 },
    ])
    .removeAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer();
}

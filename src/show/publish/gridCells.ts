import type { Images } from "../../shape.js";
import { loadSharp } from "../sharpWithFonts.js";

/** Where the cells of a grid lie, in px. */
export interface GridPlace {
  readonly columns: number;
  readonly border: number;
}

/** A grid's picture and the pictures in it. */
export interface GridCells {
  readonly picture: Images;
  readonly cells: Images;
}

/** Copies cell `index` out of the picture, or paints it when `paint` is given. */
function eachRow(
  { picture, cells }: GridCells,
  { columns, border }: GridPlace,
  index: number,
  visit: (inPicture: number, inCell: number, length: number) => void,
): void {
  const { width: cellWidth, height: cellHeight, channels } = cells;
  const left = border + (index % columns) * (cellWidth + border);
  const top = border + Math.floor(index / columns) * (cellHeight + border);
  for (let y = 0; y < cellHeight; y++) {
    const inPicture = ((top + y) * picture.width + left) * channels;
    const inCell = (index * cellHeight + y) * cellWidth * channels;
    visit(inPicture, inCell, cellWidth * channels);
  }
}

/** Decodes a grid and cuts its square cells out. @param file PNG, JPEG or WebP. */
export async function readGrid(file: Uint8Array, place: GridPlace): Promise<GridCells> {
  const decoded = loadSharp()(file).flatten().toColourspace("srgb").removeAlpha().raw();
  const { data, info } = await decoded.toBuffer({ resolveWithObject: true });
  const channels = info.channels === 1 ? 1 : 3;
  const picture: Images = { data, count: 1, width: info.width, height: info.height, channels };
  const { columns, border } = place;
  const side = Math.max(1, Math.floor((info.width - border) / columns) - border);
  const rows = Math.max(1, Math.floor((info.height - border) / (side + border)));
  const count = rows * columns;
  const cellData = new Uint8Array(count * side * side * channels);
  const cells: Images = { data: cellData, count, height: side, width: side, channels };
  const grid = { picture, cells };
  for (let index = 0; index < count; index++) {
    eachRow(grid, place, index, (from, to, length) =>
      cellData.set(data.subarray(from, from + length), to),
    );
  }
  return grid;
}

/** The grid as PNG, some of its cells blank: light, with a darker rim. */
export async function withoutCells(
  grid: GridCells,
  place: GridPlace,
  blank: readonly boolean[],
): Promise<Uint8Array> {
  const { data, width, height, channels } = grid.picture;
  blank.forEach((isBlank, index) => {
    if (!isBlank) return;
    eachRow(grid, place, index, (from, _, length) => {
      data.fill(0xc9, from, from + length);
      data.fill(0xf0, from + channels, from + length - channels);
    });
  });
  return await loadSharp()(data, { raw: { width, height, channels } }).png().toBuffer();
}

import type { Picture } from "../picture.js";

const [COLUMNS, ROWS] = [9, 8];
/** Bits of the 64 in which look-alikes may differ. */
const MOST_BITS = 10;
/** Grey levels by which their 72 grey means may differ on average. */
const MOST_GREY = 8;

/** Pixels a side that the means of a cell are taken from, at least. */
const SAMPLED = 8;

/** A picture as 9 x 8 grey means (luma of ITU-R BT.601), which dHash is made from. */
export function thumbnail({ data, width, height, channels }: Picture): Uint8Array {
  const stepX = Math.max(1, Math.floor(width / COLUMNS / SAMPLED));
  const stepY = Math.max(1, Math.floor(height / ROWS / SAMPLED));
  const blue = channels === 3 ? 2 : 0;
  const green = channels === 3 ? 1 : 0;
  const mean = (column: number, row: number) => {
    const [left, right] = span(column, COLUMNS, width);
    const [top, bottom] = span(row, ROWS, height);
    let [sum, count] = [0, 0];
    for (let y = top; y < bottom; y += stepY) {
      for (let x = left; x < right; x += stepX) {
        const at = (y * width + x) * channels;
        sum += 0.299 * (data[at] as number) + 0.587 * (data[at + green] as number);
        sum += 0.114 * (data[at + blue] as number);
        count++;
      }
    }
    return Math.round(sum / count);
  };
  return Uint8Array.from({ length: COLUMNS * ROWS }, (_, cell) =>
    mean(cell % COLUMNS, Math.floor(cell / COLUMNS)),
  );
}

/** Pixels that belong to a cell: never none, so that a picture may be smaller than the thumbnail. */
function span(cell: number, cells: number, pixels: number): readonly [number, number] {
  const from = Math.min(pixels - 1, Math.floor((cell * pixels) / cells));
  return [from, Math.max(from + 1, Math.floor(((cell + 1) * pixels) / cells))];
}

/** What look-alikes are found by. */
export interface Look {
  readonly dHash: string;
  readonly thumb: Uint8Array;
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function greyApart(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let cell = 0; cell < a.length; cell++)
    sum += Math.abs((a[cell] as number) - (b[cell] as number));
  return sum / a.length;
}

/**
 * For each picture the first earlier one that looks like it, -1 if none: at most 10 of 64 bits of
 * dHash differ (Krawetz 2013), and 9 x 8 grey means differ by at most 8 levels on average, so that
 * flat pictures are not taken for one another. All pairs; 10,000 pictures take about half a second.
 */
export function lookAlikes(looks: readonly Look[]): Int32Array {
  const words = (from: number) =>
    Uint32Array.from(looks, ({ dHash }) => Number.parseInt(dHash.slice(from, from + 8), 16));
  const [high, low] = [words(0), words(8)];
  const first = new Int32Array(looks.length).fill(-1);
  for (let at = 0; at < looks.length; at++) {
    const [myHigh, myLow] = [high[at] as number, low[at] as number];
    for (let earlier = 0; earlier < at; earlier++) {
      const bits =
        bitsOf((high[earlier] as number) ^ myHigh) + bitsOf((low[earlier] as number) ^ myLow);
      if (bits > MOST_BITS) continue;
      const [a, b] = [looks[at], looks[earlier]] as [Look, Look];
      if (greyApart(a.thumb, b.thumb) > MOST_GREY) continue;
      first[at] = earlier;
      break;
    }
  }
  return first;
}

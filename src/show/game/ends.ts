import { Random } from "../../engine/random.js";
import { area, rect } from "./draw.js";
import type { Faces } from "./solid.js";

/** Side of the small pictures at the ends of the game. */
export const endPx = 58;

/** Random noise: squares of random grey, the same in every drawing. */
export function noisePicture(x: number, y: number): string {
  const random = new Random(1, "noise of the drawing");
  const [cells, side] = [8, endPx / 8];
  const squares = Array.from({ length: cells * cells }, (_, at) => {
    const grey = (random.word() & 127) + 100;
    const place = { x: x + (at % cells) * side, y: y + Math.floor(at / cells) * side };
    return rect({ ...place, width: side, height: side }, `rgb(${grey},${grey},${grey})`, "none", 0);
  });
  return squares.join("");
}

/** A picture as a sign: two hills under a sun. */
export function hillsPicture(x: number, y: number, { front, side, top }: Faces): string {
  const point = (right: number, down: number) => [x + right * endPx, y + down * endPx] as const;
  return [
    rect({ x, y, width: endPx, height: endPx }, "#ffffff", front, 3),
    rect({ x: x + 3, y: y + 3, width: endPx - 6, height: endPx - 6 }, "#eef2f4", "none", 1),
    rect({ x: x + 0.64 * endPx, y: y + 0.16 * endPx, width: 11, height: 11 }, top, "none", 6),
    area([point(0.06, 0.94), point(0.4, 0.36), point(0.74, 0.94)], side),
    area([point(0.42, 0.94), point(0.68, 0.56), point(0.94, 0.94)], front),
  ].join("");
}

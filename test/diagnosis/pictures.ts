import { Random } from "../../src/engine/random.js";
import type { Images } from "../../src/shape.js";

/** Grey pictures of one size, every pixel from a function of picture, row and column. */
export function pictures(
  count: number,
  side: number,
  value: (index: number, y: number, x: number) => number,
): Images {
  const data = new Uint8Array(count * side * side);
  for (let at = 0; at < data.length; at++) {
    const pixel = at % (side * side);
    data[at] = value(Math.floor(at / (side * side)), Math.floor(pixel / side), pixel % side);
  }
  return { data, count, height: side, width: side, channels: 1 };
}

/** Pictures of independent bytes. */
export function noise(count: number, side: number, stream: string): Images {
  const random = new Random(1, stream);
  return pictures(count, side, () => random.word() & 255);
}

import { type Tensor4D, tensor4d } from "@tensorflow/tfjs-core";
import type { Images } from "../../shape.js";

/** A place in a picture, in pixels; ends are outside. */
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A place beyond an edge, mirrored back without the edge itself. */
function mirrored(at: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * size - 2;
  const inside = at % period;
  return inside < size ? inside : period - inside;
}

/**
 * A region of a picture as a network takes it, -1..1, `[1, height, width, channels]`; what lies
 * beyond the right and lower edge is mirrored. The caller owns it.
 */
export function regionTensor(image: Images, { top, left, bottom, right }: Region): Tensor4D {
  const { data, width, height, channels } = image;
  const [rows, columns] = [bottom - top, right - left];
  const values = new Float32Array(rows * columns * channels);
  let at = 0;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const from = (mirrored(y, height) * width + mirrored(x, width)) * channels;
      for (let channel = 0; channel < channels; channel++)
        values[at++] = (data[from + channel] as number) / 127.5 - 1;
    }
  return tensor4d(values, [1, rows, columns, channels]);
}

/** The next multiple of a number. */
export const roundUp = (size: number, multiple: number) => Math.ceil(size / multiple) * multiple;

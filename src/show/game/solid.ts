import { area } from "./draw.js";

/** The three faces' colours of a drawn array. */
export interface Faces {
  readonly front: string;
  readonly side: string;
  readonly top: string;
}

/** Room that the largest solid takes, px. */
export const solidHeightPx = 92;

/** Side of a map in px: larger maps are taller, in powers of two, 512 px being the tallest. */
const sidePx = (size: number) => 9 + 6.6 * Math.log2(size);
/** Thickness in px: more channels are thicker, in powers of two. */
const thicknessPx = (channels: number) => 4 + 3.4 * Math.log2(channels);

/**
 * An array as a solid in oblique view: height and depth for rows and columns, thickness for channels;
 * a list of numbers is a bar.
 * @param x its middle. @param base y of its lower edge.
 */
export function solid(shape: readonly number[], x: number, base: number, faces: Faces): string {
  const [height, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]];
  const tall = sidePx(height ?? 1);
  const deep = sidePx(width ?? 1) * 0.42;
  const thick = thicknessPx(channels ?? 1);
  const rise = deep * 0.55;
  const left = x - (thick + deep) / 2;
  const right = left + thick;
  const top = base - tall;
  const back = (at: number, y: number) => [at + deep, y - rise] as const;
  const front = [
    [left, top],
    [right, top],
    [right, base],
    [left, base],
  ] as const;
  const side = [[right, top], back(right, top), back(right, base), [right, base]] as const;
  const roof = [[left, top], back(left, top), back(right, top), [right, top]] as const;
  return area(front, faces.front) + area(side, faces.side) + area(roof, faces.top);
}

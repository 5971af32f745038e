import type { Random } from "../../engine/random.js";

/** A picture in floats, 0..255, laid out `[height, width, channels]`, while it decays. */
export interface Surface {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/**
 * One way to decay: a pure function; every lot comes from `random`, lengths are shares of the
 * shorter side. @param strength 0 changes nothing, 1 is the most that one application does.
 */
export type Effect = (surface: Surface, strength: number, random: Random) => Surface;

/** A number for each pixel, row by row: what its channels share is computed once. */
export function pixelMap(
  { width, height }: Surface,
  valueAt: (x: number, y: number) => number,
): Float64Array {
  const map = new Float64Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) map[at] = valueAt(x, y);
  return map;
}

/** A surface of the same form, each value computed from its place: its own, its pixel's, its channel. */
export function redrawn(
  surface: Surface,
  valueAt: (at: number, pixel: number, channel: number) => number,
): Surface {
  const { width, height, channels } = surface;
  const data = new Float32Array(surface.data.length);
  for (let pixel = 0, at = 0; pixel < width * height; pixel++)
    for (let channel = 0; channel < channels; channel++, at++)
      data[at] = valueAt(at, pixel, channel);
  return { ...surface, data };
}

/** `share` of the way from one value to another. */
export const towards = (from: number, to: number, share: number) => from + (to - from) * share;

/** 0 below `low`, 1 above `high`, smooth between (Hermite). */
export function smoothStep(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}

/**
 * Value noise in 0..1 (Perlin 1985 calls it so): random numbers on a lattice of `cells` along the
 * shorter side, blended smoothly between. @returns the noise at a pixel.
 */
export function smoothNoise(
  { width, height }: Surface,
  cells: number,
  random: Random,
): (x: number, y: number) => number {
  const sidePx = Math.min(width, height) / cells;
  const columns = Math.ceil(width / sidePx) + 2;
  const rows = Math.ceil(height / sidePx) + 2;
  const lattice = Float32Array.from({ length: columns * rows }, () => random.uniform());
  const at = (column: number, row: number) => lattice[row * columns + column] as number;
  return (x, y) => {
    const [u, v] = [(x + 0.5) / sidePx, (y + 0.5) / sidePx];
    const [column, row] = [Math.floor(u), Math.floor(v)];
    const across = smoothStep(0, 1, u - column);
    const top = towards(at(column, row), at(column + 1, row), across);
    const bottom = towards(at(column, row + 1), at(column + 1, row + 1), across);
    return towards(top, bottom, smoothStep(0, 1, v - row));
  };
}

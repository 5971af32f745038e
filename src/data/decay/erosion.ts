import {
  type Effect,
  pixelMap,
  redrawn,
  type Surface,
  smoothNoise,
  smoothStep,
  towards,
} from "./effect.js";

/** The least of each value and its two neighbours along an axis; beyond an edge there is none. */
function leastOfThree(data: Float32Array, stride: number, length: number): Float32Array {
  return data.map((value, at) => {
    const place = Math.floor(at / stride) % length;
    const before = place > 0 ? (data[at - stride] as number) : value;
    const after = place < length - 1 ? (data[at + stride] as number) : value;
    return Math.min(before, value, after);
  });
}

/** The least value of each channel in 3 x 3 places (grey-scale erosion, Serra 1982). */
function leastAround({ data, width, height, channels }: Surface): Float32Array {
  const across = leastOfThree(data, channels, width);
  return leastOfThree(across, channels * width, height);
}

/**
 * Paint is eaten from its edges: patches in which every channel takes the least value of its 3 x 3
 * neighbourhood. The patches are where noise of four cells is high.
 */
export const erosion: Effect = (surface, strength, random) => {
  const noise = smoothNoise(surface, 4, random);
  const least = leastAround(surface);
  const eaten = pixelMap(surface, (x, y) => strength * smoothStep(0.3, 0.7, noise(x, y)));
  return redrawn(surface, (at, pixel) =>
    towards(surface.data[at] as number, least[at] as number, eaten[pixel] as number),
  );
};

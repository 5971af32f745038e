import { type Effect, redrawn, smoothNoise, smoothStep, towards, valueNear } from "./effect.js";

/** Places around a pixel, itself among them. */
const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));

/**
 * Paint is eaten from its edges: patches in which every channel takes the least value of its 3 x 3
 * neighbourhood (grey-scale erosion, Serra 1982). The patches are where noise of four cells is high.
 */
export const erosion: Effect = (surface, strength, random) => {
  const noise = smoothNoise(surface, 4, random);
  return redrawn(surface, (at, x, y, channel) => {
    const least = Math.min(
      ...around.map(([dx, dy]) => valueNear(surface, x + dx, y + dy, channel)),
    );
    const eaten = strength * smoothStep(0.3, 0.7, noise(x, y));
    return towards(surface.data[at] as number, least, eaten);
  });
};

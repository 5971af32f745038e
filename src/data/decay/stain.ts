import { type Effect, pixelMap, redrawn, smoothNoise, smoothStep } from "./effect.js";

/** Stains of one application. */
const STAINS = 4;
/** Share of red, green and blue that a stain lets through where it is darkest; grey takes the second. */
const TINT = [0.78, 0.6, 0.36];

/** Damp: a few round brown stains with a darker rim and a wavy outline, which take light away. */
export const stain: Effect = (surface, strength, random) => {
  const { width, height, channels } = surface;
  const side = Math.min(width, height);
  const wave = smoothNoise(surface, 8, random);
  const stains = Array.from({ length: STAINS }, () => ({
    x: random.uniform() * width,
    y: random.uniform() * height,
    radius: side * (0.08 + 0.2 * random.uniform()),
  }));
  const darkness = pixelMap(surface, (x, y) => {
    const waved = 0.3 * (wave(x, y) - 0.5);
    return stains.reduce((most, { x: left, y: top, radius }) => {
      const [right, down] = [x + 0.5 - left, y + 0.5 - top];
      const share = Math.sqrt(right * right + down * down) / radius + waved;
      const inside = 1 - smoothStep(0.92, 1.04, share);
      const rim = smoothStep(0.7, 0.95, share);
      return Math.max(most, inside * (0.55 + 0.45 * rim));
    }, 0);
  });
  return redrawn(surface, (at, pixel, channel) => {
    const through = TINT[channels === 1 ? 1 : channel] as number;
    return (
      (surface.data[at] as number) * (1 - strength * (darkness[pixel] as number) * (1 - through))
    );
  });
};

import { type Effect, pixelMap, redrawn, smoothNoise, towards } from "./effect.js";

/**
 * One pigment goes: a channel, drawn by lot, turns white, unevenly. Applied again with the same
 * seed, it is the same channel.
 */
export const bleaching: Effect = (surface, strength, random) => {
  const gone = random.integer(surface.channels);
  const noise = smoothNoise(surface, 3, random);
  const share = pixelMap(surface, (x, y) => strength * (0.4 + 0.6 * noise(x, y)));
  return redrawn(surface, (at, pixel, channel) => {
    const value = surface.data[at] as number;
    return channel === gone ? towards(value, 255, share[pixel] as number) : value;
  });
};

import { type Effect, redrawn, type Surface, towards } from "./effect.js";

/** The binomial kernel of five taps, near a Gaussian of sigma 1 px. */
const taps = [1, 4, 6, 4, 1].map((weight, tap) => [tap - 2, weight / 16] as const);

/** A value of a channel at a place, or at the nearest one inside the picture. */
function valueNear(surface: Surface, x: number, y: number, channel: number): number {
  const { data, width, height, channels } = surface;
  const column = Math.min(width - 1, Math.max(0, x));
  const row = Math.min(height - 1, Math.max(0, y));
  return data[(row * width + column) * channels + channel] as number;
}

function along(surface: Surface, dx: 0 | 1, dy: 0 | 1): Surface {
  return redrawn(surface, (_, pixel, channel) => {
    const [x, y] = [pixel % surface.width, Math.floor(pixel / surface.width)];
    return taps.reduce(
      (sum, [by, weight]) => sum + weight * valueNear(surface, x + by * dx, y + by * dy, channel),
      0,
    );
  });
}

/** Detail runs: the picture mixed with itself blurred by a Gaussian of 1 px. */
export const blur: Effect = (surface, strength) => {
  const soft = along(along(surface, 1, 0), 0, 1).data;
  return redrawn(surface, (at) =>
    towards(surface.data[at] as number, soft[at] as number, strength),
  );
};

import { type Effect, redrawn, type Surface, towards, valueNear } from "./effect.js";

/** The binomial kernel of five taps, near a Gaussian of sigma 1 px. */
const taps = [1, 4, 6, 4, 1].map((weight, tap) => [tap - 2, weight / 16] as const);

function along(surface: Surface, dx: 0 | 1, dy: 0 | 1): Surface {
  return redrawn(surface, (_, x, y, channel) =>
    taps.reduce(
      (sum, [by, weight]) => sum + weight * valueNear(surface, x + by * dx, y + by * dy, channel),
      0,
    ),
  );
}

/** Detail runs: the picture mixed with itself blurred by a Gaussian of 1 px. */
export const blur: Effect = (surface, strength) => {
  const soft = along(along(surface, 1, 0), 0, 1).data;
  return redrawn(surface, (at) =>
    towards(surface.data[at] as number, soft[at] as number, strength),
  );
};

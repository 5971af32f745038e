import { correlation, mean } from "../../diagnosis/correlation.js";
import type { Changes } from "./changes.js";

/** How alike two films move. */
export interface Likeness {
  /** Correlation of how much they change from frame to frame. */
  readonly rhythm: number;
  /** Mean over the frames of the correlation of where they change. */
  readonly place: number;
}

/** How one film moves by itself. */
export interface Motion {
  /** Step from the last frame to the first over the median step: about 1 in a seamless loop. */
  readonly closure: number;
  /** Standard deviation of the steps over their mean: 0 is even. */
  readonly unevenness: number;
}

/** Likeness of two films of as many frames. */
export function likeness(a: Changes, b: Changes): Likeness {
  const places = a.places.map((map, at) => correlation(map, b.places[at] ?? []));
  return { rhythm: correlation(a.amounts, b.amounts), place: mean(places) };
}

/** Motion of one film. */
export function motion({ amounts, closing }: Changes): Motion {
  const sorted = [...amounts].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] || 1;
  const average = mean(amounts);
  const variance = mean(amounts.map((amount) => (amount - average) ** 2));
  return { closure: closing / median, unevenness: Math.sqrt(variance) / (average || 1) };
}

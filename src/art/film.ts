import type { Images } from "../shape.js";

/** Pictures in order, each of count 1 and all of one size: a time-lapse, a walk through latents. */
export interface Film {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Draws the frames from the first on; may be asked for more than once. */
  frames(): AsyncIterable<Images>;
}

/** How fast a film runs. */
export interface Pace {
  /** Frames a second. */
  readonly fps: number;
  /** Seconds for which the last frame stays. */
  readonly holdSeconds: number;
}

/** How long a frame stays, in milliseconds. */
export function delayMs({ fps, holdSeconds }: Pace, index: number, count: number): number {
  return Math.round(1000 / fps + (index === count - 1 ? 1000 * holdSeconds : 0));
}

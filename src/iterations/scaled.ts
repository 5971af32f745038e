import { ConfigError, expected } from "../errors.js";
import { derive } from "./derive.js";
import type { Iteration } from "./iteration.js";

/** A smaller copy: another picture size, and widths divided by `width`. */
export interface Scale {
  readonly imageSize?: number;
  /** Divides filters and dense units; 1 leaves them. */
  readonly width?: number;
  /** Divides D's; below 1 it widens them: a small picture leaves a narrow D too little. As `width` unless said. */
  readonly widthD?: number;
}

/** Whether a preset is a small configuration, with ablation flags and settings or without. */
export const isQuick = (preset: string): boolean => /-quick(\.| \+ |$)/.test(preset);

/**
 * A quick copy of a preset: size and widths shrink, every switch stays, so that causes of failure
 * stay measurable. Its preset's name carries the word "quick".
 */
export function scaled(iteration: Iteration, scale: Scale): Iteration {
  const { imageSize, width = 1, widthD = width } = scale;
  if (!Number.isFinite(width) || width < 1) {
    throw new ConfigError(expected("width", "a divisor of at least 1", width));
  }
  if (!Number.isFinite(widthD) || widthD <= 0) {
    throw new ConfigError(expected("widthD", "a divisor above 0", widthD));
  }
  const { imageSize: fullSize, cropMarginPx } = iteration.data;
  const size = imageSize ?? fullSize;
  if (!Number.isInteger(size) || size < 8) {
    throw new ConfigError(expected("imageSize", "a whole number of at least 8 px", size));
  }
  const by = (divisor: number) => (filters: number) =>
    Math.max(Math.min(filters, 4), Math.round(filters / divisor));
  return derive(
    iteration,
    { preset: `${iteration.preset}-quick`, title: `${iteration.title} (quick, ${size} px)` },
    {
      data: { imageSize: size, cropMarginPx: Math.round((cropMarginPx * size) / fullSize) },
      generator: { filters: iteration.generator.filters.map(by(width)) },
      discriminator: {
        filters: iteration.discriminator.filters.map(by(widthD)),
        denseUnits: by(widthD)(iteration.discriminator.denseUnits),
      },
    },
  );
}

import type { Region } from "./plane.js";

/** A tile: the part that is kept, and the part that is computed for it. */
export interface Tile {
  readonly core: Region;
  readonly seen: Region;
}

/** How a picture is cut. */
export interface TilePlan {
  readonly height: number;
  readonly width: number;
  readonly tiles: readonly Tile[];
}

/**
 * Cuts a picture into tiles of at most `corePx` a side, each seen with `marginPx` around it as far
 * as the picture goes. All numbers are multiples of the same one.
 */
export function tilePlan(
  height: number,
  width: number,
  corePx: number,
  marginPx: number,
): TilePlan {
  const tiles: Tile[] = [];
  for (let top = 0; top < height; top += corePx)
    for (let left = 0; left < width; left += corePx) {
      const bottom = Math.min(height, top + corePx);
      const right = Math.min(width, left + corePx);
      tiles.push({
        core: { top, left, bottom, right },
        seen: {
          top: Math.max(0, top - marginPx),
          left: Math.max(0, left - marginPx),
          bottom: Math.min(height, bottom + marginPx),
          right: Math.min(width, right + marginPx),
        },
      });
    }
  return { height, width, tiles };
}

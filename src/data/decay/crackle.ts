import type { Random } from "../../engine/random.js";
import { type Effect, pixelMap, redrawn, type Surface, smoothStep, towards } from "./effect.js";

/** Cells along the shorter side, and the width of a crack as a share of a cell. */
const [CELLS, CRACK] = [9, 0.09];
/** What shows in a crack. */
const GROUND = 24;

/** How much nearer the nearest of some scattered points is than the second, in cells; 0 on an edge. */
function cellEdges({ width, height }: Surface, random: Random): (x: number, y: number) => number {
  const sidePx = Math.min(width, height) / CELLS;
  const columns = Math.ceil(width / sidePx) + 2;
  const rows = Math.ceil(height / sidePx) + 2;
  const [left, top] = [new Float64Array(columns * rows), new Float64Array(columns * rows)];
  for (let cell = 0; cell < left.length; cell++) {
    left[cell] = (cell % columns) - 1 + random.uniform();
    top[cell] = Math.floor(cell / columns) - 1 + random.uniform();
  }
  return (x, y) => {
    const [u, v] = [(x + 0.5) / sidePx, (y + 0.5) / sidePx];
    let first = Infinity;
    let second = Infinity;
    for (let row = Math.floor(v); row <= Math.floor(v) + 2; row++)
      for (let column = Math.floor(u); column <= Math.floor(u) + 2; column++) {
        const cell = row * columns + column;
        const right = (left[cell] as number) - u;
        const down = (top[cell] as number) - v;
        const distance = Math.sqrt(right * right + down * down);
        second = Math.min(second, Math.max(first, distance));
        first = Math.min(first, distance);
      }
    return second - first;
  };
}

/**
 * Cracks between cells, as in old varnish: the edges of a Voronoi diagram of scattered points
 * (Worley 1996: where the distances to the two nearest points are equal). The stronger, the wider
 * and darker.
 */
export const crackle: Effect = (surface, strength, random) => {
  const edge = cellEdges(surface, random);
  const wide = CRACK * (0.5 + strength);
  const depth = pixelMap(surface, (x, y) => 1 - smoothStep(0, wide, edge(x, y)));
  return redrawn(surface, (at, pixel) =>
    towards(surface.data[at] as number, GROUND, strength * (depth[pixel] as number)),
  );
};

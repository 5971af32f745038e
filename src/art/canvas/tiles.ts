/** A stretch of latents that is drawn at once, and the cells of it that are whole. */
export interface Tile {
  /** The first latent. */
  readonly latent: number;
  /** Cells kept of it, from the first to before the last; counted over the whole canvas. */
  readonly from: number;
  readonly to: number;
}

/** A 4 x 4 kernel makes n + 3 cells of n latents. */
export const SPREAD = 3;

/** Each cell depends on its neighbours: all later stages together reach just into the next one. */
const REACH = 1;

/** Fewest latents of a tile: fewer would keep hardly a cell. */
export const LEAST_TILE = 2 * (SPREAD + REACH);

/**
 * Cuts a line of latents into overlapping tiles of one length. A cell belongs to a tile in which all
 * that it depends on is there; at the ends of the line there is nothing more.
 * @param latents along the line. @param length latents of a tile.
 */
export function tilesOf(latents: number, length: number): readonly Tile[] {
  const cells = latents + SPREAD;
  if (length >= latents) return [{ latent: 0, from: 0, to: cells }];
  const tiles: Tile[] = [];
  for (let from = 0; from < cells; ) {
    const wanted = from === 0 ? 0 : from - SPREAD - REACH;
    const latent = Math.min(wanted, latents - length);
    const to = latent + length === latents ? cells : latent + length - REACH;
    tiles.push({ latent, from, to });
    from = to;
  }
  return tiles;
}

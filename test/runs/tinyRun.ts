import { join } from "node:path";
import type { Iteration } from "../../src/iterations/iteration.js";
import { small } from "../engine/compiled/games.js";

/** The repaired preset at 16 px, eight pictures a step, drawn every other step. */
export const tiny: Iteration = {
  ...small.repaired,
  training: { ...small.repaired.training, batchSize: 8 },
  sampling: { ...small.repaired.sampling, every: 2, grid: 2 },
};

/** No data but the lab's own, no network, caches in a folder aside. */
export function ownWorld(folder: string): void {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  process.env.XDG_CACHE_HOME = join(folder, "cache");
}

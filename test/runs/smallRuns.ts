import { join } from "node:path";
import type { Iteration } from "../../src/iterations/iteration.js";
import { quickCopy } from "../../src/iterations/quick.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";

/** A quick copy with pictures every other step. */
function small(preset: string): Iteration {
  const iteration = quickCopy("gan128MNIST", preset);
  return { ...iteration, sampling: { ...iteration.sampling, every: 2 } };
}

/** Trains a few steps of a quick copy; the lab's own digits where the tests have no data. */
export async function smallRun(
  folder: string,
  name: string,
  options: { preset?: string; seed?: number; steps?: number; data?: string } = {},
): Promise<Run> {
  const { preset = "repaired", seed = 1, steps = 6, data } = options;
  return await startRun(small(preset), {
    seed,
    steps,
    out: join(folder, name),
    ...(data === undefined ? {} : { data }),
  });
}

/** No data but the lab's own, no network, caches in a folder aside. */
export function ownWorld(folder: string): void {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  process.env.XDG_CACHE_HOME = join(folder, "cache");
}

import { join } from "node:path";
import { derive } from "../../src/iterations/derive.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { kerasGANv5 } from "../../src/iterations/kerasGANv5.js";
import { scaled } from "../../src/iterations/scaled.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";

/** Barrat's network in colour at 16 px, normal latents, averages kept. */
export const smallDcgan: Iteration = derive(
  scaled(kerasGANv5.narrow, { imageSize: 16, width: 16 }),
  { name: "kerasGANv5", preset: "small" },
  {
    data: { set: "synthetic" },
    training: { batchSize: 8, steps: 4, checkpointEvery: 2 },
    sampling: { every: 2, grid: 2, averageDecay: 0.5 },
  },
);

/** The same with a generator that enlarges before it convolves. */
export const smallUpConv: Iteration = derive(
  smallDcgan,
  { preset: "enlarging" },
  { generator: { network: "upConv", filters: [8, 8, 4] } },
);

/** Trains a small network for four steps, checkpoints at every other; no data but the lab's own. */
export async function smallArtRun(
  folder: string,
  name: string,
  options: Parameters<typeof startRun>[1] = {},
  iteration: Iteration = smallDcgan,
): Promise<Run> {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  const out = join(folder, "small", name);
  return await startRun(iteration, { steps: 4, checkpointEvery: 2, out, ...options });
}

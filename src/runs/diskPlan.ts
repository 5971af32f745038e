import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { formatBytes } from "../engine/memory.js";
import { ConfigError } from "../errors.js";
import { freeBytes } from "../files.js";
import { replayBytes } from "../iterations/estimate.js";
import type { Iteration } from "../iterations/iteration.js";
import { allNetworks } from "../iterations/networks.js";
import { countParameters } from "../nets/describe.js";
import { NEWEST } from "./retention.js";

/** The first checkpoint, the newest, and the one that is being written. */
const NEEDED = 1 + NEWEST + 1;
/** Checkpoints between them that stay for good, if a quarter of the free disk has room for all. */
const MILESTONES = 4;

/** What a run's checkpoints may take. */
export interface DiskPlan {
  /** Of one checkpoint. */
  readonly bytes: number;
  readonly milestones: number;
  /** One line for the start of a run. */
  readonly text: string;
}

/** Bytes of a checkpoint: weights, slots, moving statistics, averages, from arithmetic alone. */
export function checkpointBytes(iteration: Iteration): number {
  const networks = allNetworks(iteration);
  const counts = networks.map(countParameters);
  const trainable = counts.reduce((sum, each) => sum + each.trainable, 0);
  const rest = counts.reduce((sum, each) => sum + each.statistics, 0);
  const slots = iteration.optimizer.kind === "adam" ? 2 : 1;
  const [g] = counts;
  const averaged = iteration.sampling.averageDecay > 0 && g ? g.trainable + g.statistics : 0;
  return 4 * ((1 + slots) * trainable + rest + averaged) + replayBytes(iteration);
}

function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

/**
 * Estimates a new run's checkpoints before anything is written.
 * @param folder where the run will be; it need not exist yet.
 * @throws ConfigError if not even the fewest find room.
 */
export function diskPlan(iteration: Iteration, folder: string): DiskPlan {
  const bytes = checkpointBytes(iteration);
  const free = freeBytes(nearest(folder));
  if (NEEDED * bytes > free) {
    throw new ConfigError(
      `${folder}: expected room for ${NEEDED} checkpoints of ${formatBytes(bytes)}, ` +
        `got ${formatBytes(free)} of free disk`,
    );
  }
  const share = Math.floor(free / 4 / bytes) - NEEDED;
  const milestones = Math.max(0, Math.min(MILESTONES, share));
  const kept = NEEDED + milestones;
  const text = `disk: ${formatBytes(bytes)} a checkpoint, at most ${kept} of them, of ${formatBytes(free)} free`;
  return { bytes, milestones, text };
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureFolder, removeFolder, renameFolder, writeJson } from "../files.js";
import type { Game } from "../training/game.js";
import { stepName } from "./run.js";
import { writeSafetensors } from "./safetensors.js";

/** Checkpoints that are kept. */
const KEEP = 2;

/** Steps that have a whole checkpoint in a run folder, ascending. */
export function checkpointSteps(folder: string): readonly number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^step-(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * Saves a game whole: `step-000120/state.safetensors` with every array (networks, moving
 * statistics, optimizer slots, counters) and `state.json` with the rest. The folder gets its name
 * when it is complete; older ones but the last two go.
 */
export async function writeCheckpoint(
  folder: string,
  step: number,
  game: Game,
  data: unknown,
): Promise<void> {
  const name = join(folder, stepName(step));
  const aside = `${name}.partial`;
  removeFolder(aside);
  ensureFolder(aside);
  try {
    await writeSafetensors(join(aside, "state.safetensors"), game.tensors);
    await writeJson(join(aside, "state.json"), { step, random: game.randomStates(), data });
    renameFolder(aside, name);
  } catch (error) {
    removeFolder(aside);
    throw error;
  }
  for (const old of checkpointSteps(folder).slice(0, -KEEP)) {
    if (old !== step) removeFolder(join(folder, stepName(old)));
  }
}

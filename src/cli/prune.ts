import { Command } from "commander";
import { lab } from "../lab.js";
import { lockHolders } from "../runs/lock.js";
import { isAlive } from "../runs/processes.js";
import { prunable, pruneRun } from "../runs/pruneRun.js";
import { listRunFolders } from "../runs/runFolder.js";
import { type Clearing, type ClearingFlags, confirmed, list } from "./clearing.js";
import { wholeNumber } from "./options.js";

interface PruneFlags extends ClearingFlags {
  readonly keep: number;
}

async function prune(names: readonly string[], flags: PruneFlags): Promise<void> {
  const named = names.map((name) => lab.open(name).folder);
  const idle = () => listRunFolders().filter((folder) => !lockHolders(folder).some(isAlive));
  const clearings: Clearing[] = [];
  for (const folder of names.length > 0 ? named : idle()) {
    const files = prunable(folder, flags.keep);
    if (files.own.length > 0) clearings.push({ folder, ...files });
  }
  list(clearings);
  if (!(await confirmed("prune", clearings, flags))) return;
  for (const { folder } of clearings) pruneRun(folder, flags.keep);
  console.log("removed");
}

/** `atelier prune [RUN...]` */
export function pruneCommand(): Command {
  return new Command("prune")
    .description("remove checkpoints but the first and the newest, and half-written files")
    .argument("[run...]", "their names or folders; every run that no process works on unless said")
    .option("--keep <n>", "newest checkpoints that stay", wholeNumber(1), 1)
    .option("--dry-run", "say what would go, and remove nothing")
    .option("--yes", "do not ask")
    .action(prune);
}

import { Command } from "commander";
import { lab } from "../lab.js";
import { filesOf } from "../runs/ownFiles.js";
import { removeRun } from "../runs/removeRun.js";
import { type ClearingFlags, confirmed, list } from "./clearing.js";

async function remove(names: readonly string[], flags: ClearingFlags): Promise<void> {
  const folders = names.map((name) => lab.open(name).folder);
  const clearings = folders.map((folder) => ({ folder, ...filesOf(folder) }));
  list(clearings);
  if (!(await confirmed("rm", clearings, flags))) return;
  for (const folder of folders) removeRun(folder);
  console.log("removed");
}

/** `atelier rm RUN` */
export function rmCommand(): Command {
  return new Command("rm")
    .description("remove runs; files in their folders that the lab did not write stay")
    .argument("<run...>", "their names or folders; `atelier list runs` shows them")
    .option("--dry-run", "say what would go, and remove nothing")
    .option("--yes", "do not ask")
    .action(remove);
}

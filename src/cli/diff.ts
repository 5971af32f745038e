import { Command } from "commander";
import { describeDifference, diff } from "../iterations/diff.js";
import { findNamed } from "../iterations/findNamed.js";

function print(first: string, second: string): void {
  const [before, after] = [findNamed(first), findNamed(second)];
  const changes = diff(before, after);
  console.log(`${before.name} ${before.preset} → ${after.name} ${after.preset}: ${after.title}`);
  for (const change of changes) console.log(`  ${describeDifference(change)}`);
  if (changes.length === 0) console.log("  no field differs");
}

/** `atelier diff A B` */
export function diffCommand(): Command {
  return new Command("diff")
    .description("every field in which one iteration differs from another")
    .argument("<before>", "an iteration, or one of its presets: gan512 or gan512:asTold")
    .argument("<after>", "another; a name without a preset means asRun")
    .action(print);
}

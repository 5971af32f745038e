import { join } from "node:path";
import { Command } from "commander";
import { lab } from "../lab.js";
import { projectRoot, stateFolder } from "../project.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";
import { withStop } from "./stopSignal.js";

interface Flags {
  readonly steps: number;
  readonly out: string;
  readonly docs: string;
}

async function make({ steps, out, docs }: Flags): Promise<void> {
  const onStop = () => console.log("stopping; the same command goes on from here");
  const page = await withStop(onStop, (signal) =>
    lab.matrix({ steps, folder: out, docs, signal, log: console.log }),
  );
  console.log(`written: ${shortPath(page)}`);
}

/** `atelier matrix` */
export function matrixCommand(): Command {
  return new Command("matrix")
    .description("hold the causes that each script's signals name against those that are expected")
    .option("--steps <n>", "steps of each script's quick copy", wholeNumber(1), 60)
    .option("-o, --out <folder>", "where its runs are kept", join(stateFolder(), "matrix"))
    .option("--docs <folder>", "where the table goes", join(projectRoot(), "docs", "evidence"))
    .action(make);
}

import { Command, Option } from "commander";
import { formatBytes } from "../engine/memory.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { shortPath } from "./shortPath.js";

/** `atelier page RUN[@STEP] -o FILE` */
export function pageCommand(): Command {
  const bits = new Option("--bits <n>", "bits of a weight; 16 unless only 8 fit in 20 MB");
  return new Command("page")
    .description("make a page to play with a run's generator: one HTML file that needs no network")
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .option("-o, --out <file>", "the HTML file", "page.html")
    .addOption(bits.choices(["8", "16"]))
    .action(async (text: string, flags: { readonly out: string; readonly bits?: string }) => {
      const { run, ...step } = findRunAtStep(text);
      const many = flags.bits === undefined ? {} : ({ bits: flags.bits === "8" ? 8 : 16 } as const);
      const page = await lab.page(run, { out: flags.out, ...step, ...many });
      console.log(
        `${shortPath(page.file)}: ${formatBytes(page.bytes)}, step ${page.step}, weights in ${page.bits} bits`,
      );
    });
}

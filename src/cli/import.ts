import { Command } from "commander";
import { lab } from "../lab.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

/** `atelier import FILE... --as NAME` */
export function importCommand(): Command {
  return new Command("import")
    .description("make a run of a PyTorch DCGAN's generator, its discriminator, or both")
    .argument("<files...>", "one or two .safetensors files; which network each holds is found out")
    .requiredOption("--as <name>", "the run's name: imported/NAME")
    .option("--seed <n>", "seed of its latents, and of a network not brought", wholeNumber(0), 1)
    .action(async (files: string[], flags: { readonly as: string; readonly seed: number }) => {
      const run = await lab.import(files, { ...flags, log: console.log });
      console.log(`kept in ${shortPath(run.folder)}`);
    });
}

import type { Command } from "commander";
import { wholeNumber } from "./options.js";

/** What is chosen of a single cover. */
export interface CoverFlags {
  readonly number: number;
  readonly artist?: string;
  readonly title?: string;
  readonly size: number;
  readonly out: string;
}

/** Adds the options of a single cover. */
export const withCoverOptions = (command: Command): Command =>
  command
    .option("--number <n>", "number of the cover's latent", wholeNumber(0), 1)
    .option("--artist <name>", "set above")
    .option("--title <name>", "set below")
    .option("--size <px>", "side of the PNG", wholeNumber(1), 1400)
    .option("-o, --out <file>", "the PNG", "cover.png");

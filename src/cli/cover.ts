import { Command } from "commander";
import { writeFile } from "../files.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { parseShares } from "./genreOption.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface CoverFlags {
  readonly genre: string;
  readonly number: number;
  readonly artist?: string;
  readonly title?: string;
  readonly size: number;
  readonly out: string;
}

/** `atelier cover RUN --genre GENRE` */
export function coverCommand(): Command {
  return new Command("cover")
    .description(
      "draw one cover for a genre, with artist and title set in type, as a PNG of 1400 px",
    )
    .argument("<run[@step]>", "a run that was told genres; its last checkpoint unless said")
    .requiredOption("--genre <name>", "a genre of the run, or shares of several: jazz=2,metal=1")
    .option("--number <n>", "number of its latent", wholeNumber(0), 1)
    .option("--artist <name>", "set above")
    .option("--title <name>", "set below")
    .option("--size <px>", "side of the PNG", wholeNumber(1), 1400)
    .option("-o, --out <file>", "the PNG", "cover.png")
    .action(async (text: string, { size, genre, out, ...flags }: CoverFlags) => {
      const { run, ...step } = findRunAtStep(text);
      const choice = { ...flags, ...step, sizePx: size, genre: parseShares(genre) };
      const { png, note } = await lab.cover(run, choice);
      await writeFile(out, png);
      console.log(`${note}, kept in ${shortPath(out)}`);
    });
}

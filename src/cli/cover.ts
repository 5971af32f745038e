import { Command } from "commander";
import { writeFile } from "../files.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { type CoverFlags, withCoverOptions } from "./coverOptions.js";
import { parseShares } from "./genreOption.js";
import { shortPath } from "./shortPath.js";

interface GenreFlags extends CoverFlags {
  readonly genre: string;
}

/** `atelier cover RUN --genre GENRE` */
export function coverCommand(): Command {
  const command = new Command("cover")
    .description(
      "draw one cover for a genre, with artist and title set in type, as a PNG of 1400 px",
    )
    .argument("<run[@step]>", "a run that was told genres; its last checkpoint unless said")
    .requiredOption("--genre <name>", "a genre of the run, or shares of several: jazz=2,metal=1");
  return withCoverOptions(command).action(
    async (text: string, { size, genre, out, ...flags }: GenreFlags) => {
      const { run, ...step } = findRunAtStep(text);
      const choice = { ...flags, ...step, sizePx: size, genre: parseShares(genre) };
      const { png, note } = await lab.cover(run, choice);
      await writeFile(out, png);
      console.log(`${note}, kept in ${shortPath(out)}`);
    },
  );
}

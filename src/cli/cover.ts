import { Command } from "commander";
import { writeFile } from "../files.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { type CoverFlags, withCoverOptions } from "./coverOptions.js";
import { parseLevels, parseShares } from "./genreOption.js";
import { shortPath } from "./shortPath.js";

interface GenreFlags extends CoverFlags {
  readonly genre?: string;
  readonly attributes?: string;
}

/** `atelier cover RUN --genre GENRE`, `atelier cover RUN --attributes energy=0.9,tempo=0.2` */
export function coverCommand(): Command {
  const command = new Command("cover")
    .description(
      "draw one cover for a genre, or attributes, with artist and title set in type, as a PNG of 1400 px",
    )
    .argument(
      "<run[@step]>",
      "a run that was told genres or attributes; its last checkpoint unless said",
    )
    .option("--genre <name>", "a genre of the run, or shares of several: jazz=2,metal=1")
    .option(
      "--attributes <levels>",
      "levels 0 (lowest) to 1 (highest), the others in the middle: energy=0.9,tempo=0.2",
    );
  return withCoverOptions(command).action(
    async (text: string, { size, genre, attributes, out, ...flags }: GenreFlags) => {
      const { run, ...step } = findRunAtStep(text);
      const told = {
        ...(genre === undefined ? {} : { genre: parseShares(genre) }),
        ...(attributes === undefined ? {} : { attributes: parseLevels(attributes) }),
      };
      const choice = { ...flags, ...step, sizePx: size, ...told };
      const { png, note } = await lab.cover(run, choice);
      await writeFile(out, png);
      console.log(`${note}, kept in ${shortPath(out)}`);
    },
  );
}

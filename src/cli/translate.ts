import { Command, Option } from "commander";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { type Way, ways } from "../runs/translation/translator.js";
import { followWork } from "./followWork.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface TranslateFlags {
  readonly out: string;
  readonly way: Way;
  readonly tile?: number;
  readonly short?: number;
}

async function translate(text: string, photos: readonly string[], flags: TranslateFlags) {
  const { run, ...step } = findRunAtStep(text);
  const { out, way, tile, short } = flags;
  const sizes = {
    ...(tile === undefined ? {} : { tilePx: tile }),
    ...(short === undefined ? {} : { shortPx: short }),
  };
  const lines: string[] = [];
  const made = await followWork("tiles", (watched) =>
    lab.translate(run, photos, {
      ...step,
      ...sizes,
      ...watched,
      way,
      out,
      log: (line) => lines.push(line),
    }),
  );
  for (const line of lines) console.log(line);
  const count = made.length === 1 ? "1 picture" : `${made.length} pictures`;
  console.log(`${count} in ${shortPath(out)}`);
}

/** `atelier translate RUN PHOTO... -o OUT` */
export function translateCommand(): Command {
  return new Command("translate")
    .description("put photographs of any size through a trained network, large ones in tiles")
    .argument("<run[@step]>", "a run of cyclegan or pix2pix, and a step that has a checkpoint")
    .argument("<photo...>", "picture files")
    .requiredOption("-o, --out <folder>", "folder for the new pictures, PNG, of the same names")
    .addOption(new Option("--way <way>", "there, or back").choices(ways).default("there"))
    .option("--short <px>", "bring the shorter side to so many px first", wholeNumber(16))
    .option(
      "--tile <px>",
      "side of a tile, 256 unless said; less takes less memory",
      wholeNumber(32),
    )
    .action(translate);
}

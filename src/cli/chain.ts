import { basename, dirname } from "node:path";
import { Command, Option } from "commander";
import { type FilmFormat, filmFormats } from "../art/writeFilm.js";
import { lab } from "../lab.js";
import { followWork } from "./followWork.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface ChainFlags {
  readonly out?: string;
  readonly fps: number;
  readonly formats?: readonly FilmFormat[];
}

async function chain(file: string, flags: ChainFlags): Promise<void> {
  const { out = basename(file, ".json"), ...others } = flags;
  const recipe = lab.readChain(file);
  const made = await followWork("frames", (watched) =>
    lab.chain(recipe, { ...others, ...watched, out, folder: dirname(file), log: console.log }),
  );
  console.log(
    `${made.frames.length} frames: ${made.files.join(", ")} in ${shortPath(made.folder)}`,
  );
}

/** `atelier chain RECIPE.json` */
export function chainCommand(): Command {
  return new Command("chain")
    .description("put pictures through networks one after another, every application a frame")
    .argument("<recipe.json>", "start, stages, rounds; README shows one")
    .option("-o, --out <folder>", "a new or empty folder; the recipe's name unless said")
    .option("--fps <n>", "frames a second", wholeNumber(1), 12)
    .addOption(
      new Option("--formats <format...>", "numbered frames, WebP, GIF, MP4").choices(filmFormats),
    )
    .action(chain);
}

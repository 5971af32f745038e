import { Command, Option } from "commander";
import { type FilmFormat, filmFormats } from "../art/writeFilm.js";
import { lab } from "../lab.js";
import { eachWhole } from "./generatorOptions.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface FilmFlags {
  readonly out?: string;
  readonly fps: number;
  readonly hold: number;
  readonly latents?: readonly number[];
  readonly size: number;
  readonly caption?: boolean;
  readonly formats?: readonly FilmFormat[];
}

/** `atelier film RUN` */
export function filmCommand(): Command {
  const formats = new Option("--formats <format...>", "numbered frames, WebP, GIF, MP4");
  return new Command("film")
    .description("make the film of a run's training: frames, WebP, MP4 and a strip of eight stages")
    .argument("<run>", "its name or folder")
    .option("-o, --out <folder>", "a new or empty folder; the run's own timelapse/ unless said")
    .option("--fps <n>", "frames a second", wholeNumber(1), 30)
    .option("--hold <s>", "seconds that the last frame stays", wholeNumber(0), 2)
    .option(
      "--latents <n...>",
      "which of the nine pictures, counted from 0; all unless said",
      eachWhole,
    )
    .option("--size <px>", "side of the film, reached in whole steps", wholeNumber(1), 384)
    .option("--caption", "step and kimg in a corner")
    .addOption(formats.choices(filmFormats))
    .action(async (name: string, { size, hold, ...flags }: FilmFlags) => {
      const options = { ...flags, sizePx: size, holdSeconds: hold, log: console.log };
      const film = await lab.timelapse(lab.open(name), options);
      console.log(`${film.frames} frames: ${film.files.join(", ")} in ${shortPath(film.folder)}`);
    });
}

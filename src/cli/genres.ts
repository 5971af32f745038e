import { join } from "node:path";
import { Command } from "commander";
import { writeFilm } from "../art/writeFilm.js";
import { genreFilm } from "../covers/sheets/genreWalk.js";
import { ensureFolder, writeFile } from "../files.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { checkOut } from "../runs/runFolder.js";
import { encodePng } from "../show/grid.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface GenresFlags {
  readonly out: string;
  readonly columns: number;
  readonly seed?: number;
}

async function genres(text: string, { out, ...flags }: GenresFlags): Promise<void> {
  const { run, ...step } = findRunAtStep(text);
  checkOut(out, "the sheets");
  const sheet = await lab.genreSheet(run, { ...flags, ...step });
  const attributes = run.iteration.condition.tells === "attributes";
  const levels = attributes ? await lab.levelSheet(run, { ...flags, ...step }) : undefined;
  const strip = await encodePng(lab.genreStrip(run, step));
  ensureFolder(out);
  await writeFile(join(out, "sheet.png"), sheet);
  await writeFile(join(out, "strip.png"), strip);
  if (levels) await writeFile(join(out, "levels.png"), levels);
  const film = await writeFilm(genreFilm(run, step), out, { formats: ["webp"] });
  const names = ["sheet.png", ...(levels ? ["levels.png"] : []), "strip.png"];
  console.log(`${names.join(", ")}, ${film.files.join(", ")} in ${shortPath(out)}`);
}

/** `atelier genres RUN -o FOLDER` */
export function genresCommand(): Command {
  return new Command("genres")
    .description(
      "draw genre, or ends of attributes, by latent: a sheet, and a strip and a film from one to the next",
    )
    .argument(
      "<run[@step]>",
      "a run that was told genres or attributes; its last checkpoint unless said",
    )
    .requiredOption("-o, --out <folder>", "a new or empty folder")
    .option("--columns <n>", "covers a row of the sheet", wholeNumber(1), 8)
    .option("--seed <n>", "of the sheet's latents; the run's unless said", wholeNumber(0))
    .action(genres);
}

import { toldNames } from "../../iterations/iteration.js";
import type { Run } from "../../runs/run.js";
import { type Images, joinPictures } from "../../shape.js";
import { genreSheet, levelSheet } from "../generatedCovers.js";
import { checkTold } from "../proofOptions.js";
import { namedGrid } from "./namedGrid.js";
import { withTold } from "./withTold.js";

/** A sheet of covers. */
export interface SheetOptions {
  /** Covers a row; `SHEET_COLUMNS` by default. */
  readonly columns?: number;
  /** Seed of the latents; the run's own by default. */
  readonly seed?: number;
  readonly step?: number;
}

/** Covers a row unless said. */
export const SHEET_COLUMNS = 8;

/** The covers of a sheet one by one, row by row: genres, or ends of attributes, down, the same latents across. */
export function sheetCovers(run: Run, options: SheetOptions = {}): Images {
  const { columns = SHEET_COLUMNS, seed = run.options.seed, step } = options;
  return withTold(run, step, (generator) => genreSheet(generator, columns, seed));
}

/** A run's sheet as a PNG: a row for each genre, or end of an attribute, with its name, the same latents in every row. */
export async function sheetPicture(run: Run, options: SheetOptions = {}): Promise<Uint8Array> {
  return namedGrid(toldNames(run.iteration), sheetCovers(run, options));
}

/**
 * The covers of one latent, a row for each attribute of a run, from its lowest level to its highest.
 * @throws ConfigError for a run that was told no attributes.
 */
export function levelCovers(run: Run, options: SheetOptions = {}): Images {
  const { columns: rows = SHEET_COLUMNS, seed = run.options.seed, step } = options;
  const { classes } = run.iteration.condition;
  checkTold(run, "attributes");
  return withTold(run, step, (generator) =>
    joinPictures(classes.map((_, at) => levelSheet(generator, at, { columns: 1, rows, seed }))),
  );
}

/** The same as a PNG, the attributes' names beside their rows. */
export async function levelPicture(run: Run, options: SheetOptions = {}): Promise<Uint8Array> {
  return namedGrid(run.iteration.condition.classes, levelCovers(run, options));
}

import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { writeFile } from "../files.js";
import type { Images } from "../shape.js";
import { loadSharp } from "../show/sharpWithFonts.js";
import { drawSubject } from "./recipe/drawSubject.js";
import type { Recipe } from "./recipe/recipe.js";
import { encodeWithRecipe, readRecipe } from "./recipe/recipeFile.js";
import { openSource } from "./recipe/sourceOf.js";

/** How a picture is made again. */
export interface AgainOptions {
  /** The new file; `again-<name>` in the working folder by default. */
  readonly out?: string;
  /** Where the run lies, if it is not below `checkpoints/`. */
  readonly run?: string;
}

/** What was made. */
export interface Again {
  readonly file: string;
  readonly recipe: Recipe;
  readonly picture: Images;
  /** Whether it has the pixels of the file that the recipe came in, and its very bytes. */
  readonly samePixels: boolean;
  readonly sameBytes: boolean;
}

async function samePixels(file: string, { data, channels }: Images): Promise<boolean> {
  const space = channels === 1 ? "b-w" : "srgb";
  const pixels = await loadSharp()(file).toColourspace(space).raw().toBuffer();
  return pixels.equals(data);
}

/**
 * Makes a picture again from the recipe in a PNG file, bit for bit: on the same machine, or another
 * of its kind, by the same generator.
 * @throws ConfigError for a file without a recipe or with a forged one, and where its run is gone or
 * another one.
 */
export async function again(file: string, options: AgainOptions = {}): Promise<Again> {
  const recipe = await readRecipe(file);
  const generator = openSource(recipe.source, options.run);
  try {
    const picture = drawSubject(generator, recipe.subject);
    const png = await encodeWithRecipe(picture, recipe);
    const made = resolve(options.out ?? `again-${basename(file)}`);
    const same = {
      samePixels: await samePixels(file, picture),
      sameBytes: readFileSync(file).equals(png),
    };
    await writeFile(made, png);
    return { file: made, recipe, picture, ...same };
  } finally {
    generator.dispose();
  }
}

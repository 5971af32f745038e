import { readFileSync } from "node:fs";
import { addMetadata } from "meta-png";
import { ConfigError, expected, messageOf } from "../../errors.js";
import type { Images } from "../../shape.js";
import { encodePng } from "../../show/grid.js";
import { loadSharp } from "../../show/sharpWithFonts.js";
import { parseRecipe, type Recipe, recipeText } from "./recipe.js";

/** Keyword of the PNG's text chunk (PNG specification, 11.3.4.3). */
const KEYWORD = "gan-atelier";

/** A picture as PNG with its recipe in a text chunk; the same bytes for the same picture and recipe. */
export async function encodeWithRecipe(image: Images, recipe: Recipe): Promise<Uint8Array> {
  return addMetadata(new Uint8Array(await encodePng(image)), KEYWORD, recipeText(recipe));
}

/** The recipe in a PNG file. @throws ConfigError where there is none, or a forged one. */
export async function readRecipe(file: string): Promise<Recipe> {
  try {
    const { comments = [] } = await loadSharp()(readFileSync(file)).metadata();
    const text = comments.find(({ keyword }) => keyword === KEYWORD)?.text;
    if (text !== undefined) return parseRecipe(file, text);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${file}: expected a PNG with a recipe, got ${messageOf(error)}`);
  }
  throw new ConfigError(expected(file, "a PNG with a recipe, as atelier sample writes it", "none"));
}

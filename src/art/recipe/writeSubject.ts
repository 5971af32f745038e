import { resolve } from "node:path";
import { writeFile } from "../../files.js";
import type { TrainedGenerator } from "../../runs/trainedGenerator.js";
import type { Images } from "../../shape.js";
import { drawSubject } from "./drawSubject.js";
import type { Recipe, Subject } from "./recipe.js";
import { encodeWithRecipe } from "./recipeFile.js";
import { sourceOf } from "./sourceOf.js";

/** A picture that was drawn and written. */
export interface Drawn {
  readonly file: string;
  readonly picture: Images;
  readonly recipe: Recipe;
}

/** Draws one thing and writes it with its recipe. */
export async function writeSubject(
  generator: TrainedGenerator,
  subject: Subject,
  file: string,
): Promise<Drawn> {
  const recipe: Recipe = { format: 1, source: sourceOf(generator), subject };
  const picture = drawSubject(generator, subject);
  const path = resolve(file);
  await writeFile(path, await encodeWithRecipe(picture, recipe));
  return { file: path, picture, recipe };
}

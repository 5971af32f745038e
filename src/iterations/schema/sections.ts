import { translation } from "../translation.js";
import { condition, data, sampling } from "./data.js";
import { discriminator, generator } from "./networks.js";
import { optimizer, training } from "./training.js";

/** The schema of every section of an iteration: types, ranges and words for each field. */
export const sectionSchemas = {
  data,
  condition,
  generator,
  discriminator,
  optimizer,
  training,
  sampling,
  translation,
} as const;

import { Random } from "../engine/random.js";
import { samplePictures } from "../runs/samplePictures.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import type { Images } from "../shape.js";
import { drawLatents, sheetLatents, withClasses } from "../training/latents.js";
import type { LabelledImages } from "./genreData.js";

/** Covers of every genre, as many of each, at least `least` in all; genres in turn. */
export function generatedCovers(
  generator: TrainedGenerator,
  least: number,
  seed: number,
): LabelledImages {
  const { shape, classes } = generator.latentSpace;
  const count = classes * Math.ceil(least / classes);
  const own = [...shape.slice(0, -1), (shape.at(-1) ?? 0) - classes];
  const random = new Random(seed, "latents of the proof");
  const { noise } = generator.iteration.sampling;
  const numbers = drawLatents(noise, count, { shape: own, classes: 0 }, random);
  const labels = Array.from({ length: count }, (_, at) => at % classes);
  const images = samplePictures(generator, withClasses(numbers, labels, classes));
  return { images, labels: Int32Array.from(labels) };
}

/** A sheet of covers: a row for each genre, the same latents in every row. */
export function genreSheet(generator: TrainedGenerator, columns: number, seed: number): Images {
  const random = new Random(seed, "latents of a genre sheet");
  const { noise } = generator.iteration.sampling;
  const latents = sheetLatents(noise, columns, generator.latentSpace, random);
  return samplePictures(generator, latents);
}

import { Random } from "../engine/random.js";
import { samplePictures } from "../runs/samplePictures.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { type Images, sizeOf } from "../shape.js";
import { endShares, oneHot } from "../shares.js";
import { allRows, drawLatents, sheetLatents, withShares } from "../training/latents.js";
import type { LabelledImages } from "./genreData.js";

/** Covers with the levels of attributes that they were asked for, `[count, attributes]`. */
export interface LevelledImages {
  readonly images: Images;
  readonly levels: Float32Array;
}

/** Covers of some shares each, at latents drawn for the proof. */
function covers(
  generator: TrainedGenerator,
  shares: readonly Float32Array[],
  seed: number,
): Images {
  const { shape, classes } = generator.latentSpace;
  const own = { shape: [sizeOf(shape) - classes], classes: 0 };
  const random = new Random(seed, "latents of the proof");
  const { noise } = generator.iteration.sampling;
  const numbers = drawLatents(noise, shares.length, own, random);
  return samplePictures(generator, withShares(numbers, shares));
}

/** Covers of every genre, as many of each, at least `least` in all; genres in turn. */
export function generatedCovers(
  generator: TrainedGenerator,
  least: number,
  seed: number,
): LabelledImages {
  const { classes } = generator.latentSpace;
  const count = classes * Math.ceil(least / classes);
  const labels = Int32Array.from({ length: count }, (_, at) => at % classes);
  const shares = Array.from(labels, (label) => oneHot(label, classes));
  return { images: covers(generator, shares, seed), labels };
}

/** Covers whose attributes are asked for at levels drawn evenly, each by itself. */
export function coversAtLevels(
  generator: TrainedGenerator,
  count: number,
  seed: number,
): LevelledImages {
  const attributes = generator.latentSpace.classes / 2;
  const random = new Random(seed, "levels of the proof");
  const levels = Float32Array.from({ length: count * attributes }, () => random.uniform());
  const shares = Array.from({ length: count }, (_, at) =>
    endShares(levels.subarray(at * attributes, (at + 1) * attributes)),
  );
  return { images: covers(generator, shares, seed), levels };
}

/** A sheet of covers, the same latents in every row. @param rows shares of each; of all genres, or ends of attributes, by default. */
export function genreSheet(
  generator: TrainedGenerator,
  columns: number,
  seed: number,
  rows = allRows(generator.latentSpace),
): Images {
  const random = new Random(seed, "latents of a genre sheet");
  const { noise } = generator.iteration.sampling;
  const latents = sheetLatents(noise, columns, generator.latentSpace, random, rows);
  return samplePictures(generator, latents);
}

/** A sheet of one attribute, a row for each of some levels from lowest to highest, all others in the middle. */
export function levelSheet(
  generator: TrainedGenerator,
  attribute: number,
  options: { readonly columns: number; readonly rows: number; readonly seed: number },
): Images {
  const { columns, rows, seed } = options;
  const middle = new Float32Array(generator.latentSpace.classes / 2).fill(0.5);
  const shares = Array.from({ length: rows }, (_, row) => {
    const level = rows > 1 ? row / (rows - 1) : 0.5;
    return endShares(middle.map((own, at) => (at === attribute ? level : own)));
  });
  return genreSheet(generator, columns, seed, shares);
}

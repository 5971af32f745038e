import { samplePictures } from "../runs/samplePictures.js";
import type { TrainedGenerator } from "../runs/trainedGenerator.js";
import { type Images, sizeOf } from "../shape.js";
import { gridImage } from "../show/grid.js";
import { latentsOf } from "./latentOf.js";
import type { SubjectOf } from "./recipe/recipe.js";

/** Cells a row. */
const COLUMNS = 7;

/** The mean of some latents, number by number. */
function meanOf(latents: Float32Array, size: number): Float32Array {
  const count = latents.length / size;
  return Float32Array.from({ length: size }, (_, at) => {
    let sum = 0;
    for (let from = at; from < latents.length; from += size) sum += latents[from] as number;
    return sum / count;
  });
}

/** A white sign on black: minus, plus or equals. */
function sign(which: "-" | "+" | "=", { width, height, channels }: Images): Uint8Array {
  const data = new Uint8Array(width * height * channels);
  const [thick, long] = [Math.max(1, height >> 4), width >> 2];
  const bar = (fromX: number, fromY: number, wide: number, tall: number) => {
    for (let y = fromY; y < fromY + tall; y++)
      data.fill(255, (y * width + fromX) * channels, (y * width + fromX + wide) * channels);
  };
  const [x, y] = [(width - long) >> 1, (height - thick) >> 1];
  if (which !== "=") bar(x, y, long, thick);
  if (which === "+") bar((width - thick) >> 1, (height - long) >> 1, thick, long);
  if (which === "=") for (const shift of [-thick, thick]) bar(x, y + shift, long, thick);
  return data;
}

/** The latent mean(a) - mean(b) + mean(c), and the three means. */
export function arithmeticLatents(generator: TrainedGenerator, subject: SubjectOf<"arithmetic">) {
  const size = sizeOf(generator.latentShape);
  const mean = (seeds: readonly number[]) =>
    meanOf(latentsOf(generator, seeds, subject.truncation), size);
  const [a, b, c] = [mean(subject.a), mean(subject.b), mean(subject.c)];
  const z = a.map((value, at) => value - (b[at] as number) + (c[at] as number));
  return { a, b, c, z };
}

/**
 * The sheet of dcgan.torch's `arithmetic.lua`: columns 1, 3 and 5 hold the picks of A, B and C; the
 * last row is G(mean A) - G(mean B) + G(mean C) = G(mean A - mean B + mean C) (Radford 2015,
 * section 6.3.2).
 */
export function drawArithmetic(
  generator: TrainedGenerator,
  subject: SubjectOf<"arithmetic">,
): Images {
  const { a, b, c, z } = arithmeticLatents(generator, subject);
  const means = samplePictures(generator, Float32Array.from([...a, ...b, ...c, ...z]));
  const size = means.data.length / 4;
  const rows = Math.max(subject.a.length, subject.b.length, subject.c.length) + 1;
  const data = new Uint8Array(rows * COLUMNS * size);
  const put = (cell: number, pixels: Uint8Array) => data.set(pixels, cell * size);
  [subject.a, subject.b, subject.c].forEach((seeds, column) => {
    const picks = samplePictures(generator, latentsOf(generator, seeds, subject.truncation));
    for (let row = 0; row < seeds.length; row++)
      put(row * COLUMNS + 2 * column, picks.data.subarray(row * size, (row + 1) * size));
  });
  const last = (rows - 1) * COLUMNS;
  for (const [at, which] of ["-", "+", "="].entries())
    put(last + 2 * at + 1, sign(which as "-" | "+" | "=", means));
  for (let at = 0; at < 4; at++)
    put(last + 2 * at, means.data.subarray(at * size, (at + 1) * size));
  return gridImage({ ...means, data, count: rows * COLUMNS }, { columns: COLUMNS, borderValue: 0 });
}

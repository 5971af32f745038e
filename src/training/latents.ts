import { type Tensor, type Tensor2D, tensor, tensor2d } from "@tensorflow/tfjs-core";
import type { Random } from "../engine/random.js";
import { expected, ShapeError } from "../errors.js";
import type { Noise } from "../iterations/iteration.js";
import { classesIn, type Network } from "../nets/layer.js";
import { sizeOf } from "../shape.js";

/** What a generator draws from: one latent's shape, and the classes that its last numbers tell. */
export interface LatentSpace {
  readonly shape: readonly number[];
  /** Shares of so many classes end a latent, 0 for none; they sum to 1. */
  readonly classes: number;
}

/** What a generator draws from. */
export const spaceOf = (generator: Network): LatentSpace => ({
  shape: generator.input,
  classes: classesIn(generator),
});

function draw(noise: Noise, random: Random): number {
  switch (noise) {
    case "U01":
      return random.uniform();
    case "U11":
      return 2 * random.uniform() - 1;
    case "N01":
      return random.normal();
  }
}

/**
 * `count` latents, `[count, ...shape]`, in the order drawn; where they tell classes, every class as
 * often as any other, beginning with one drawn by lot.
 */
export function drawLatents(
  noise: Noise,
  count: number,
  { shape, classes }: LatentSpace,
  random: Random,
): Float32Array {
  const size = sizeOf(shape) - classes;
  if (classes === 0) return Float32Array.from({ length: count * size }, () => draw(noise, random));
  const first = random.integer(classes);
  const numbers = Float32Array.from({ length: count * size }, () => draw(noise, random));
  const labels = Array.from({ length: count }, (_, at) => (first + at) % classes);
  return withClasses(numbers, labels, classes);
}

/** A sheet of latents row by row: the same `columns` in every row, and a class for each row. */
export function sheetLatents(
  noise: Noise,
  columns: number,
  { shape, classes }: LatentSpace,
  random: Random,
): Float32Array {
  const size = sizeOf(shape) - classes;
  const row = Array.from({ length: columns * size }, () => draw(noise, random));
  const rows = Float32Array.from(
    { length: classes * row.length },
    (_, at) => row[at % row.length] as number,
  );
  const labels = Array.from({ length: classes * columns }, (_, at) => Math.floor(at / columns));
  return withClasses(rows, labels, classes);
}

/** Latents of a square grid; where there are as many classes as rows, a row for each. */
export function gridLatents(
  noise: Noise,
  cells: number,
  space: LatentSpace,
  random: Random,
): Float32Array {
  if (space.classes === cells) return sheetLatents(noise, cells, space, random);
  return drawLatents(noise, cells ** 2, space, random);
}

/** Numbers of some latents with their classes behind each. */
export function withClasses(
  numbers: Float32Array,
  labels: readonly number[],
  classes: number,
): Float32Array {
  const size = numbers.length / labels.length;
  const out = new Float32Array(labels.length * (size + classes));
  labels.forEach((label, at) => {
    const from = at * (size + classes);
    out.set(numbers.subarray(at * size, (at + 1) * size), from);
    out[from + size + label] = 1;
  });
  return out;
}

/** Classes as rows `[count, classes]` with a single 1. @throws ShapeError for a label that is none of them. */
export function oneHotRows(labels: ArrayLike<number>, count: number, classes: number): Tensor2D {
  const rows = new Float32Array(count * classes);
  for (let at = 0; at < count; at++) {
    const label = labels[at];
    if (label === undefined || !(label >= 0 && label < classes))
      throw new ShapeError(expected(`label of picture ${at}`, `below ${classes}`, label ?? "none"));
    rows[at * classes + label] = 1;
  }
  return tensor2d(rows, [count, classes]);
}

/** Latents as a tensor `[count, ...shape]`; the caller owns it. */
export function latentTensor(values: Float32Array, shape: readonly number[]): Tensor {
  return tensor(values, [values.length / sizeOf(shape), ...shape]);
}

import { type Tensor, type Tensor2D, tensor, tensor2d } from "@tensorflow/tfjs-core";
import type { Random } from "../engine/random.js";
import { expected, ShapeError } from "../errors.js";
import type { Noise } from "../iterations/iteration.js";
import { classesIn, type Network, tellsEnds } from "../nets/layer.js";
import { sizeOf } from "../shape.js";
import { endShares, oneHot } from "../shares.js";

/** What a generator draws from: one latent's shape, and the classes that its last numbers tell. */
export interface LatentSpace {
  readonly shape: readonly number[];
  /** Shares of so many classes end a latent, 0 for none; they sum to 1. */
  readonly classes: number;
  /** The classes are ends of attributes, high and low in turn (`endShares`). */
  readonly ends?: boolean;
}

/** What a generator draws from. */
export const spaceOf = (generator: Network): LatentSpace => ({
  shape: generator.input,
  classes: classesIn(generator),
  ...(tellsEnds(generator) ? { ends: true } : {}),
});

/** A latent without what it tells. */
const untold = ({ shape, classes }: LatentSpace): LatentSpace => ({
  shape: [sizeOf(shape) - classes],
  classes: 0,
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

/** One row of a sheet: a class alone; or an attribute at one of its ends, all others in the middle. */
export function rowShares({ classes, ends }: LatentSpace, row: number): Float32Array {
  if (!ends) return oneHot(row, classes);
  const levels = new Float32Array(classes / 2).fill(0.5);
  levels[row >> 1] = row % 2 === 0 ? 1 : 0;
  return endShares(levels);
}

/** Numbers of some latents, the shares that each tells behind its own. */
export function withShares(numbers: Float32Array, shares: readonly Float32Array[]): Float32Array {
  const size = numbers.length / shares.length;
  const whole = size + (shares[0]?.length ?? 0);
  const out = new Float32Array(shares.length * whole);
  shares.forEach((own, at) => {
    out.set(numbers.subarray(at * size, (at + 1) * size), at * whole);
    out.set(own, at * whole + size);
  });
  return out;
}

/**
 * `count` latents, `[count, ...shape]`, in the order drawn; where they tell classes, every class as
 * often as any other, beginning with one drawn by lot; where they tell attributes, each at a level
 * drawn evenly.
 */
export function drawLatents(
  noise: Noise,
  count: number,
  space: LatentSpace,
  random: Random,
): Float32Array {
  const { shape, classes, ends } = space;
  const size = sizeOf(shape) - classes;
  const numbers = () => Float32Array.from({ length: count * size }, () => draw(noise, random));
  if (classes === 0) return numbers();
  const rows = <T>(row: (at: number) => T) => Array.from({ length: count }, (_, at) => row(at));
  if (ends) {
    const levels = () => Float32Array.from({ length: classes / 2 }, () => random.uniform());
    return withShares(
      numbers(),
      rows(() => endShares(levels())),
    );
  }
  const first = random.integer(classes);
  return withShares(
    numbers(),
    rows((at) => rowShares(space, (first + at) % classes)),
  );
}

/**
 * The latents of a step: classes evenly; attributes as the pictures of the batch have them, because
 * which levels go together is the data's to say.
 * @param told `[count, classes]`, what the batch is told.
 */
export function stepLatents(
  noise: Noise,
  count: number,
  space: LatentSpace,
  random: Random,
  told: Float32Array,
): Float32Array {
  if (!space.ends) return drawLatents(noise, count, space, random);
  const { classes } = space;
  const rows = Array.from({ length: count }, (_, at) =>
    told.subarray(at * classes, (at + 1) * classes),
  );
  return withShares(drawLatents(noise, count, untold(space), random), rows);
}

/** Every row that a sheet can have. */
export const allRows = (space: LatentSpace): readonly Float32Array[] =>
  Array.from({ length: space.classes }, (_, row) => rowShares(space, row));

/** A sheet of latents row by row: the same `columns` in every row, behind them the row's shares. */
export function sheetLatents(
  noise: Noise,
  columns: number,
  space: LatentSpace,
  random: Random,
  rows = allRows(space),
): Float32Array {
  const row = drawLatents(noise, columns, untold(space), random);
  const numbers = Float32Array.from(
    { length: rows.length * row.length },
    (_, at) => row[at % row.length] as number,
  );
  const shares = rows.flatMap((own) => Array.from({ length: columns }, () => own));
  return withShares(numbers, shares);
}

/** Latents of a square grid; where a sheet has as many rows, it is one. */
export function gridLatents(
  noise: Noise,
  cells: number,
  space: LatentSpace,
  random: Random,
): Float32Array {
  if (space.classes === cells) return sheetLatents(noise, cells, space, random);
  return drawLatents(noise, cells ** 2, space, random);
}

/** What a batch is told as a tensor `[count, classes]`. @throws ShapeError for another number of shares. */
export function toldTensor(told: Float32Array, count: number, classes: number): Tensor2D {
  if (told.length !== count * classes)
    throw new ShapeError(
      expected("condition of a batch", `${count} rows of ${classes} shares`, told.length),
    );
  return tensor2d(told, [count, classes]);
}

/** Latents as a tensor `[count, ...shape]`; the caller owns it. */
export function latentTensor(values: Float32Array, shape: readonly number[]): Tensor {
  return tensor(values, [values.length / sizeOf(shape), ...shape]);
}

import { Random } from "../engine/random.js";
import type { Augmentation } from "../iterations/iteration.js";
import type { Network } from "../nets/layer.js";
import { endShares, levelsOf } from "../shares.js";
import { trainClassifier } from "./classifier.js";
import { type Found, type FoundBoth, visibleIn } from "./proof/attributeVerdict.js";
import { correlationP, directionP, rankCorrelation } from "./proof/rankCorrelation.js";

/** Numbers with levels of attributes each, `[count, attributes]`. */
export interface Levelled {
  readonly values: Float32Array;
  readonly levels: Float32Array;
}

/** A kind of regressor: its network, which ends in two numbers an attribute, and what it learns from. */
export interface Regressing {
  readonly name: string;
  readonly network: Network;
  readonly augment?: readonly Augmentation[];
  readonly training: Levelled;
  readonly heldOut: Levelled;
  readonly generated: Levelled;
}

/** What a kind of regressor finds, and in generated covers each attribute asked for (row) as each found (column). */
export interface Regressed extends FoundBoth {
  readonly name: string;
  readonly matrix: readonly (readonly number[])[];
}

/** How regressors are trained. */
export interface RegressOptions {
  readonly attributes: number;
  readonly seed: number;
  readonly steps: number;
  readonly signal?: AbortSignal;
}

/** One attribute of rows of levels. */
export const columnOf = (levels: Float32Array, attributes: number, at: number): Float32Array =>
  Float32Array.from(
    { length: levels.length / attributes },
    (_, row) => levels[row * attributes + at] as number,
  );

/** Rank correlations of every attribute asked for (row) with every one found (column). */
export function correlations(
  asked: Float32Array,
  found: Float32Array,
  attributes: number,
): readonly (readonly number[])[] {
  const columns = (levels: Float32Array) =>
    Array.from({ length: attributes }, (_, at) => columnOf(levels, attributes, at));
  const seen = columns(found);
  return columns(asked).map((row) => seen.map((column) => rankCorrelation(row, column)));
}

/** How well levels were found. */
export function foundOf(
  asked: Float32Array,
  found: Float32Array,
  attributes: number,
  seed: number,
): Found {
  const random = new Random(seed, "permutations");
  const rounds = 1000 * Math.ceil(attributes / 5); // what counts is a share of 0.01 that shrinks with them
  const pairs = Array.from(
    { length: attributes },
    (_, at) => [columnOf(asked, attributes, at), columnOf(found, attributes, at)] as const,
  );
  return {
    n: asked.length / attributes,
    correlations: pairs.map(([one, other]) => rankCorrelation(one, other)),
    permutationP: pairs.map(([one, other]) => correlationP(one, other, random, rounds)),
  };
}

/** The levels that regressors of three seeds find, the mean of their shares. */
async function findings(regressing: Regressing, options: RegressOptions) {
  const { network, training, augment } = regressing;
  const { attributes, seed, steps, signal } = options;
  const classes = 2 * attributes;
  const rows = training.levels.length / attributes;
  const told = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++)
    told.set(
      endShares(training.levels.subarray(row * attributes, (row + 1) * attributes)),
      row * classes,
    );
  const examples = { values: training.values, shape: network.input, told };
  const sums = { heldOut: new Float32Array(0), generated: new Float32Array(0) };
  for (const own of [seed, seed + 1, seed + 2]) {
    const classifier = await trainClassifier(network, examples, {
      ...{ classes, seed: own, steps },
      ...(augment ? { augment } : {}),
      ...(signal ? { signal } : {}),
    });
    for (const side of ["heldOut", "generated"] as const) {
      const answers = classifier.ask(regressing[side].values);
      const before = sums[side];
      sums[side] = answers.map((share, at) => share + (before[at] ?? 0));
    }
    classifier.dispose();
  }
  return { heldOut: levelsOf(sums.heldOut), generated: levelsOf(sums.generated) };
}

/**
 * Trains a kind of regressor on the training reals from three seeds, to tell levels as shares of their
 * ends, and lets them find the attributes of held-out reals and of generated covers together.
 */
export async function regress(regressing: Regressing, options: RegressOptions): Promise<Regressed> {
  const { attributes, seed } = options;
  const found = await findings(regressing, options);
  const reals = foundOf(regressing.heldOut.levels, found.heldOut, attributes, seed);
  const asked = regressing.generated.levels;
  const matrix = correlations(asked, found.generated, attributes);
  const visible = visibleIn(reals);
  const judged = matrix
    .filter((_, row) => visible[row])
    .map((row) => row.filter((_, column) => visible[column]));
  const generated = {
    ...foundOf(asked, found.generated, attributes, seed),
    directionP: directionP(judged, new Random(seed, "directions")),
  };
  return { name: regressing.name, reals, generated, matrix };
}

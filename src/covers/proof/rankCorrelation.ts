import { correlation } from "../../diagnosis/correlation.js";
import type { Random } from "../../engine/random.js";

/** Places of numbers in their order, equal ones sharing the mean of theirs. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, at) => at).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const out = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    const value = values[order[from] as number];
    while (to < order.length && values[order[to] as number] === value) to++;
    for (let at = from; at < to; at++) out[order[at] as number] = (from + to - 1) / 2;
    from = to;
  }
  return out;
}

/** Spearman's rank correlation (1904), -1..1; 0 where one of the lists does not vary. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [first, second] = [ranks(a), ranks(b)];
  const varies = (list: Float64Array) => list.some((rank) => rank !== list[0]);
  return varies(first) && varies(second) ? correlation(first, second) : 0;
}

/** Times that numbers are dealt out anew. */
const ROUNDS = 1000;

/**
 * Chance of so high a rank correlation if the two lists had nothing to do with each other: one is
 * permuted `rounds` times; at least 1 / (1 + rounds).
 */
export function correlationP(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  random: Random,
  rounds = ROUNDS,
): number {
  const observed = rankCorrelation(a, b);
  const [first, second] = [ranks(a), ranks(b)];
  let asHigh = 0;
  for (let round = 0; round < rounds; round++) {
    const order = random.permutation(first.length);
    const dealt = Float64Array.from(order, (at) => first[at] as number);
    if (correlation(dealt, second) >= observed - 1e-12) asHigh++;
  }
  return (1 + asHigh) / (1 + rounds);
}

/** Most attributes whose orders and directions are all tried: 2^4 * 4! = 384. */
const ALL_NAMINGS = 4;

/** All orders of `count` things with all signs. */
function* namings(count: number): Iterable<readonly (readonly [number, number])[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const shorter of namings(count - 1))
    for (let place = 0; place < count; place++)
      for (const sign of [1, -1])
        yield [...shorter.slice(0, place), [count - 1, sign], ...shorter.slice(place)];
}

function* drawnNamings(
  count: number,
  random: Random,
): Iterable<readonly (readonly [number, number])[]> {
  yield Array.from({ length: count }, (_, at) => [at, 1] as const);
  for (let round = 0; round < ROUNDS; round++)
    yield Array.from(random.permutation(count), (at) => [at, random.uniform() < 0.5 ? 1 : -1]);
}

/**
 * Chance of so high a sum of correlations if attributes had been given their names and directions by
 * lot: the share of all namings, 2^A A! of them, that do as well; at least that of one. A generator
 * that ties every attribute to a change of its own, but to no matter which, may pass `correlationP` by
 * luck; this it does not.
 * @param matrix correlations of attribute asked for (row) and found (column).
 */
export function directionP(matrix: readonly (readonly number[])[], random: Random): number {
  const count = matrix.length;
  const sumOf = (naming: readonly (readonly [number, number])[]) =>
    naming.reduce((sum, [column, sign], row) => sum + sign * (matrix[row]?.[column] ?? 0), 0);
  const observed = sumOf(Array.from({ length: count }, (_, at) => [at, 1]));
  let [asHigh, all] = [0, 0];
  for (const naming of count <= ALL_NAMINGS ? namings(count) : drawnNamings(count, random)) {
    if (sumOf(naming) >= observed - 1e-12) asHigh++;
    all++;
  }
  return asHigh / all;
}

/** The best that `directionP` can say of so many attributes. */
export function leastDirectionP(count: number): number {
  if (count > ALL_NAMINGS) return 1 / (1 + ROUNDS);
  let all = 1;
  for (let each = 1; each <= count; each++) all *= 2 * each;
  return 1 / all;
}

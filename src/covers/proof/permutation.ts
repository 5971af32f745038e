import type { Random } from "../../engine/random.js";
import { balancedAccuracy, type Confusion, confusionOf } from "./confusion.js";

/** Times that labels are dealt out anew. */
const ROUNDS = 1000;
/** Most classes whose orders are all tried: 7! = 5,040. */
const ALL_ORDERS = 7;

/**
 * Chance of so good a balanced accuracy if labels had nothing to do with guesses: the labels are
 * permuted 1,000 times (Ojala and Garriga 2010, test 1); at least 1 / 1,001.
 */
export function permutationP(
  labels: ArrayLike<number>,
  guesses: ArrayLike<number>,
  classes: number,
  random: Random,
): number {
  const observed = balancedAccuracy(confusionOf(labels, guesses, classes));
  let asGood = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const order = random.permutation(labels.length);
    const dealt = order.map((at) => labels[at] as number);
    if (balancedAccuracy(confusionOf(dealt, guesses, classes)) >= observed - 1e-12) asGood++;
  }
  return (1 + asGood) / (1 + ROUNDS);
}

/** All orders of `count` things. */
function* orders(count: number): Iterable<readonly number[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (const shorter of orders(count - 1))
    for (let place = 0; place < count; place++)
      yield [...shorter.slice(0, place), count - 1, ...shorter.slice(place)];
}

function* drawnOrders(count: number, random: Random): Iterable<readonly number[]> {
  yield Array.from({ length: count }, (_, index) => index);
  for (let round = 0; round < ROUNDS; round++) yield [...random.permutation(count)];
}

/**
 * Chance of so good a balanced accuracy if the classes had been given their names by lot: the share
 * of all K! namings that are as good as the true one; at least 1 / K!. A generator that ties every
 * class to a look of its own, but to no matter which, passes `permutationP` by luck; this it does not.
 */
export function namingP(confusion: Confusion, random: Random): number {
  const classes = confusion.length;
  const observed = balancedAccuracy(confusion);
  let [asGood, all] = [0, 0];
  const tried = classes <= ALL_ORDERS ? orders(classes) : drawnOrders(classes, random);
  for (const order of tried) {
    const renamed = order.map((label) => confusion[label] as readonly number[]);
    if (balancedAccuracy(renamed) >= observed - 1e-12) asGood++;
    all++;
  }
  return asGood / all;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { classColours, colourHistograms, jensenShannon } from "../../src/covers/proof/colours.js";
import { balancedAccuracy, confusionOf } from "../../src/covers/proof/confusion.js";
import { diversity } from "../../src/covers/proof/diversity.js";
import { genreVerdict, type Recognition } from "../../src/covers/proof/genreVerdict.js";
import { labelEffect } from "../../src/covers/proof/labelEffect.js";
import { namingP, permutationP } from "../../src/covers/proof/permutation.js";
import { shapesOnly } from "../../src/covers/proof/shapesOnly.js";
import { Random } from "../../src/engine/random.js";
import type { Images } from "../../src/shape.js";

const random = () => new Random(1, "test");
const labels = Int32Array.from({ length: 120 }, (_, at) => at % 6);

/** Pictures of 8 px, each painted by its number. */
function painted(
  count: number,
  paint: (at: number, x: number, y: number) => readonly number[],
): Images {
  const data = Uint8Array.from(
    Array.from({ length: count * 64 }, (_, at) =>
      paint(Math.floor(at / 64), at % 8, Math.floor((at % 64) / 8)),
    ).flat(),
  );
  return { data, count, height: 8, width: 8, channels: 3 };
}

test("balanced accuracy is 1 / K for whoever always names the largest class", () => {
  const uneven = Int32Array.from({ length: 100 }, (_, at) => (at < 90 ? 0 : 1));
  const confusion = confusionOf(uneven, new Int32Array(100), 2);
  assert.deepEqual(confusion, [
    [90, 0],
    [10, 0],
  ]);
  assert.equal(balancedAccuracy(confusion), 0.5);
});

test("permuted labels hardly ever do as well as right guesses, and half the time as well as guesses by lot", () => {
  const right = labels.map((label, at) => (at % 3 === 0 ? (label + 1) % 6 : label));
  assert.ok(permutationP(labels, right, 6, random()) <= 0.001);
  const lots = random();
  const mean =
    Array.from({ length: 20 }, () =>
      permutationP(
        labels,
        labels.map(() => lots.integer(6)),
        6,
        lots,
      ),
    ).reduce((sum, p) => sum + p, 0) / 20;
  assert.ok(mean > 0.3 && mean < 0.8, `${mean}`);
});

test("a look for each class, but two of six by chance the right one, passes permuted labels and not renamed genres", () => {
  const looks = [0, 1, 3, 4, 5, 2];
  const guesses = labels.map((label) => looks[label] as number);
  assert.ok(permutationP(labels, guesses, 6, random()) <= 0.001);
  const byNaming = namingP(confusionOf(labels, guesses, 6), random());
  // of 720 orders of six, 191 keep two or more in place
  assert.equal(byNaming, 191 / 720);
  assert.equal(namingP(confusionOf(labels, labels, 6), random()), 1 / 720);
});

test("colours: equal pictures are 0 apart, pictures that share no colour 1", () => {
  const images = painted(4, (at) => (at < 2 ? [250, 10, 10] : [10, 10, 250]));
  const [red, blue] = classColours(colourHistograms(images), [0, 0, 1, 1], 2);
  assert.ok(red && blue);
  assert.equal(jensenShannon(red, red), 0);
  assert.ok(Math.abs(jensenShannon(red, blue) - 1) < 1e-9);
});

test("drawing alone: other colours, brightness or contrast change nothing, another drawing does", () => {
  const drawing = (x: number, y: number) => (x < 4 ? 3 * y + x : 40 - 2 * x - y);
  const grey = painted(1, (_, x, y) => [drawing(x, y), drawing(x, y), drawing(x, y)]);
  const brighter = painted(1, (_, x, y) => {
    const value = 3 * drawing(x, y) + 50;
    return [value, value, value];
  });
  const other = painted(1, (_, x, y) => [drawing(y, x), drawing(y, x), drawing(y, x)]);
  assert.deepEqual(shapesOnly(grey), shapesOnly(brighter));
  assert.notDeepEqual(shapesOnly(grey), shapesOnly(other));
  const flat = shapesOnly(painted(1, () => [7, 200, 30]));
  assert.ok(
    flat.every((rank) => Math.abs(rank) < 1e-6),
    "equal pixels share the middle rank",
  );
});

test("the label's effect is 1 where only rows differ, 0 where only columns do", () => {
  const sheet = (paint: (row: number, column: number) => number) =>
    painted(12, (at) => {
      const value = paint(Math.floor(at / 4), at % 4);
      return [value, value, value];
    });
  assert.ok(
    Math.abs(
      labelEffect(
        sheet((row) => 40 * row),
        4,
      ).label - 1,
    ) < 1e-9,
  );
  const ignored = labelEffect(
    sheet((_, column) => 40 * column),
    4,
  );
  assert.ok(ignored.label < 1e-9 && Math.abs(ignored.latent - 1) < 1e-9);
  const both = labelEffect(
    sheet((row, column) => 40 * row + 40 * column),
    4,
  );
  assert.ok(Math.abs(both.label + both.latent - 1) < 1e-9 && both.together < 1e-9);
});

test("diversity is 0 for one picture again and again, and the distance of two", () => {
  const images = painted(3, (at) => (at === 2 ? [60, 60, 60] : [20, 20, 20]));
  assert.equal(diversity(images, [0, 1]), 0);
  assert.equal(diversity(images, [0, 2]), 40);
});

const sure: Recognition = { n: 1002, accuracy: 0.93, permutationP: 0.001, namingP: 1 / 720 };
const lucky: Recognition = { n: 1002, accuracy: 0.3, permutationP: 0.001, namingP: 0.2 };
const none: Recognition = { n: 240, accuracy: 0.17, permutationP: 0.5, namingP: 0.5 };
const answers = [
  ["works", sure, sure, sure],
  ["colour only", sure, sure, none],
  ["ignored", sure, lucky, none],
  ["ignored", sure, none, sure],
  ["genre not visible in the reals", none, sure, sure],
] as const;

for (const [answer, reals, generated, shapes] of answers) {
  const seen = [reals, generated, shapes].map(({ accuracy }) => accuracy).join(", ");
  test(`reals, covers and drawings recognised ${seen}: ${answer}`, () => {
    const evidence = { classes: 6, reals, generated, shapes: { reals, generated: shapes } };
    const verdict = genreVerdict(evidence);
    assert.equal(verdict.answer, answer);
    assert.match(verdict.sentence, new RegExp(`^${answer}: .*%.*\\.$`));
  });
}

test("two genres have two names: the best that renaming can say is enough, and anything worse is not", () => {
  const of = (namingP: number) => {
    const generated = { ...sure, namingP };
    const shapes = { reals: sure, generated };
    return genreVerdict({ classes: 2, reals: sure, generated, shapes }).answer;
  };
  assert.equal(of(0.5), "works");
  assert.equal(of(1), "ignored");
});

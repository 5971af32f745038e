import assert from "node:assert/strict";
import { before, test } from "node:test";
import { memory } from "@tensorflow/tfjs-core";
import { colourDistance } from "../../../src/diagnosis/quality/colourDistance.js";
import { blurred, shuffledPatches } from "../../../src/diagnosis/quality/controls.js";
import { halvedTo } from "../../../src/diagnosis/quality/halvedTo.js";
import { setSimilarity } from "../../../src/diagnosis/quality/multiScaleSimilarity.js";
import { quality } from "../../../src/diagnosis/quality/quality.js";
import { slicedWasserstein } from "../../../src/diagnosis/quality/slicedWasserstein.js";
import { twoSample } from "../../../src/diagnosis/quality/twoSample.js";
import { openEngine } from "../../../src/engine/backend.js";
import { Random } from "../../../src/engine/random.js";
import { ShapeError } from "../../../src/errors.js";
import { type Images, part } from "../../../src/shape.js";
import { noise, pictures } from "../pictures.js";

before(() => {
  openEngine();
});

/** Pictures with a subject: a bright disc with a hard edge somewhere near the middle. */
function discs(count: number, stream: string, side = 28): Images {
  const random = new Random(1, stream);
  const places = Array.from({ length: count }, () => ({
    x: side / 2 + 4 * (random.uniform() - 0.5),
    y: side / 2 + 4 * (random.uniform() - 0.5),
    radius: side * (0.2 + 0.15 * random.uniform()),
    light: 150 + 100 * random.uniform(),
  }));
  return pictures(count, side, (index, y, x) => {
    const { x: cx, y: cy, radius, light } = places[index] as (typeof places)[number];
    return Math.hypot(x - cx, y - cy) < radius ? light : 20;
  });
}

test("the sliced Wasserstein distance of a set to itself, from the same places, is 0", () => {
  const same = pictures(8, 28, (_, y, x) => 7 * y + x);
  const { mean, levels } = slicedWasserstein(same, same, 1);
  assert.equal(levels.length, 2);
  assert.ok(mean < 120, "only other patches of equal pictures");
  const flat = pictures(8, 28, () => 100);
  assert.equal(slicedWasserstein(flat, flat, 1).mean, 0);
});

test("more of the same is nearer than blurred, and blurred and shuffled are both told apart", () => {
  const reference = discs(32, "reference");
  const distance = (images: Images) => slicedWasserstein(images, reference, 1).mean;
  const [more, soft, torn] = [
    distance(discs(32, "held out")),
    distance(blurred(discs(32, "held out"))),
    distance(noise(32, 28, "n")),
  ];
  assert.ok(more * 1.5 < soft, `${more} ${soft}`);
  assert.ok(soft < torn, `${soft} ${torn}`);
});

test("the same seed gives the same distance, another seed one near it", () => {
  const [a, b] = [discs(16, "a"), discs(16, "b")];
  const [one, again, other] = [1, 1, 2].map((seed) => slicedWasserstein(a, b, seed).mean);
  assert.equal(one, again);
  assert.notEqual(one, other);
  assert.ok(Math.abs((one ?? 0) - (other ?? 0)) < 0.5 * (one ?? 0), `${one} ${other}`);
});

test("sets of different size are refused with both shapes", () => {
  assert.throws(
    () => slicedWasserstein(discs(5, "a"), discs(4, "b"), 1),
    (error: Error) =>
      error instanceof ShapeError &&
      /expected shape \[4, 28, 28, 1\], got \[5,28,28,1\]/.test(error.message),
  );
});

test("one picture again and again has similarity 1, noise nearly none, discs lie between", () => {
  assert.equal(
    Number(
      setSimilarity(
        pictures(6, 28, (_, y, x) => 7 * y + x),
        1,
      ).toFixed(9),
    ),
    1,
  );
  assert.ok(setSimilarity(noise(12, 28, "noise"), 1) < 0.05);
  const some = setSimilarity(discs(12, "discs"), 1);
  assert.ok(some > 0.1 && some < 0.9, String(some));
});

test("the colour distance of pictures 10 levels lighter is 10, and 0 whatever the order of pixels", () => {
  const dark = pictures(4, 28, (_, y, x) => 3 * y + x);
  const light = { ...dark, data: dark.data.map((value) => value + 10) };
  assert.ok(Math.abs(colourDistance(dark, light) - 10) < 1e-9);
  assert.equal(colourDistance(dark, shuffledPatches(dark, 1)), 0);
});

test("shuffling moves patches and keeps every value; blurring smooths", () => {
  const images = discs(3, "shuffle");
  const shuffled = shuffledPatches(images, 1);
  assert.deepEqual(
    [...shuffled.data].sort((a, b) => a - b),
    [...images.data].sort((a, b) => a - b),
  );
  assert.notDeepEqual(shuffled.data, images.data);
  const steepest = ({ data }: Images) =>
    data.reduce((most, value, at) => Math.max(most, Math.abs(value - (data[at + 1] ?? value))), 0);
  assert.ok(steepest(blurred(images)) < 0.6 * steepest(images));
});

test("blurring takes as much from a large picture as from a small one", () => {
  const taken = (side: number) => {
    const images = discs(3, "sizes", side);
    const soft = blurred(images);
    const sum = images.data.reduce(
      (all, v, at) => all + Math.abs(v - (soft.data[at] as number)),
      0,
    );
    return sum / images.data.length;
  };
  const [small, large] = [taken(28), taken(112)];
  assert.ok(small > 3 && Math.abs(large / small - 1) < 0.25, `${small} ${large}`);
});

test("a measure comes with its controls, its number of pictures and its seed", () => {
  const measured = quality(noise(20, 28, "samples"), discs(40, "reals"), 3);
  assert.deepEqual([measured.n, measured.seed], [20, 3]);
  const { slicedWasserstein: distance, similarity } = measured;
  assert.ok(distance.heldOut < distance.blurred && distance.blurred < distance.samples);
  assert.ok(similarity.samples < similarity.heldOut);
});

test("pictures are halved until they are small enough, each on its own", () => {
  const images = pictures(70, 40, (index, _, x) => (x < 20 ? index : 200 + (index % 50)));
  const small = halvedTo(images, 16);
  assert.deepEqual([small.count, small.height, small.width], [70, 10, 10]);
  assert.deepEqual([small.data[0], small.data[9]], [0, 200]);
  assert.deepEqual([small.data[69 * 100], small.data[69 * 100 + 9]], [69, 219]);
  assert.equal(halvedTo(images, 40), images);
});

test("measuring leaves no tensor behind", () => {
  const { numTensors } = memory();
  quality(noise(8, 28, "samples"), discs(16, "reals"), 3);
  assert.equal(memory().numTensors, numTensors);
});

for (const side of [28, 40])
  test(`at ${side} px a fresh classifier is sure of noise, and at a loss before more of the same`, () => {
    const reals = discs(128, "reals", side);
    const told = twoSample(part(reals, 0, 64), noise(64, side, "samples"), 1);
    assert.ok(told.accuracy > 0.95 && told.sureness > 0.9, JSON.stringify(told));
    const alike = twoSample(part(reals, 0, 64), part(reals, 64, 64), 1);
    assert.ok(alike.accuracy < 0.75 && alike.sureness < 0.7, JSON.stringify(alike));
  });

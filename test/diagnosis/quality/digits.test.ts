import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Labelled } from "../../../src/diagnosis/quality/classifier.js";
import { digits } from "../../../src/diagnosis/quality/digits.js";
import { openEngine } from "../../../src/engine/backend.js";
import { Random } from "../../../src/engine/random.js";
import { noise, pictures } from "../pictures.js";

before(() => {
  openEngine();
});

/** Ten signs that can be told apart: a bright square in one of ten places, moved a little. */
function signs(count: number, stream: string, kinds = 10): Labelled {
  const random = new Random(1, stream);
  const labels = Array.from({ length: count }, () => random.integer(kinds));
  const shifts = labels.map(() => [random.integer(3), random.integer(3)] as const);
  const images = pictures(count, 28, (index, y, x) => {
    const label = labels[index] as number;
    const [down, right] = shifts[index] as (typeof shifts)[number];
    const [top, left] = [2 + 8 * Math.floor(label / 4) + down, 2 + 6 * (label % 4) + right];
    return y >= top && y < top + 5 && x >= left && x < left + 4 ? 230 : 20;
  });
  return { images, labels };
}

const reals = signs(800, "reals");

test("digits like the reals are told surely, all ten kinds; held-out reals are named rightly", () => {
  const told = digits(signs(64, "samples").images, reals, 1);
  assert.ok(told.accuracy > 0.95 && told.sureOfReals > 0.9, JSON.stringify(told));
  assert.ok(told.sure > 0.9 && told.kinds === 10, JSON.stringify(told));
});

test("samples of three kinds are found to be three, and noise is not sure to be all ten digits", () => {
  assert.equal(digits(signs(64, "few", 3).images, reals, 1).kinds, 3);
  const told = digits(noise(64, 28, "noise"), reals, 1);
  assert.ok(told.sure < 0.6 || told.kinds < 10, JSON.stringify(told));
});

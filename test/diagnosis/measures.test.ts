import assert from "node:assert/strict";
import { test } from "node:test";
import { correlation, mean } from "../../src/diagnosis/correlation.js";
import { measure, saturation, spread } from "../../src/diagnosis/measures.js";
import { noise, pictures } from "./pictures.js";

const near = (got: number, want: number, by = 1e-9) =>
  assert.ok(Math.abs(got - want) <= by, `${got} is not ${want}`);

test("correlation is Pearson's: 1, -1, and a value known from a table", () => {
  near(correlation([1, 2, 3], [10, 20, 30]), 1);
  near(correlation([1, 2, 3], [3, 2, 1]), -1);
  // Anscombe's first quartet: 0.81642
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
  near(correlation(x, y), 0.81642, 1e-5);
});

test("correlation of constant lists: 1 where they agree, 0 where they do not or only one varies", () => {
  assert.equal(correlation([5, 5, 5], [5, 5, 5]), 1);
  assert.equal(correlation([5, 5, 5], [6, 6, 6]), 0);
  assert.equal(correlation([5, 5, 5], [1, 2, 3]), 0);
  // a constant whose sums are not exact in floating point
  assert.equal(correlation(Array(7).fill(0.1), [1, 2, 3, 4, 5, 6, 7]), 0);
});

test("the mean of nothing is 0", () => {
  assert.deepEqual([mean([]), mean([1, 2, 6])], [0, 3]);
});

test("constant pictures that are alike: no spread, all correlation", () => {
  assert.deepEqual(measure(pictures(3, 8, () => 128)), {
    n: 3,
    saturation: 0,
    lag1: 1,
    betweenSamples: 1,
    spread: 0,
  });
});

test("a checkerboard is all ends of the range, and every neighbour is its opposite", () => {
  const board = measure(pictures(2, 8, (_, y, x) => ((y + x) % 2) * 255));
  assert.equal(board.saturation, 1);
  near(board.lag1, -1);
  near(board.betweenSamples, 1);
});

test("a board and its negative differ wholly: correlation -1, spread half the range", () => {
  const pair = measure(pictures(2, 8, (index, y, x) => ((y + x + index) % 2) * 255));
  near(pair.betweenSamples, -1);
  near(pair.spread, 127.5);
});

test("a smooth gradient has lag-1 of 1, noise about 0 with the spread of uniform bytes", () => {
  near(measure(pictures(1, 16, (_, y, x) => 8 * x + 4 * y)).lag1, 1);
  const { lag1, betweenSamples, spread: deviation, saturation: ends } = measure(noise(16, 16, "a"));
  near(lag1, 0, 0.05);
  near(betweenSamples, 0, 0.05);
  near(deviation, Math.sqrt((256 ** 2 - 1) / 12) * Math.sqrt(15 / 16), 2);
  near(ends, 12 / 256, 0.01);
});

test("saturation counts 0..5 and 250..255, and no other byte", () => {
  const all = pictures(1, 16, (_, y, x) => 16 * y + x);
  assert.equal(saturation(all), 12 / 256);
});

test("measures of colour pictures look at channel 0, spread and saturation at all", () => {
  const data = Uint8Array.from({ length: 2 * 4 * 4 * 3 }, (_, at) =>
    at % 3 === 0 ? 16 * (Math.floor(at / 3) % 16) : at >= 48 && at % 3 === 1 ? 100 : 0,
  );
  const colour = { data, count: 2, height: 4, width: 4, channels: 3 } as const;
  near(measure(colour).betweenSamples, 1);
  near(spread(colour), 50 / 3); // 0 and 100 in one of three channels
});

test("one picture alone has no pairs and no spread", () => {
  const { n, betweenSamples, spread: deviation } = measure(noise(1, 8, "b"));
  assert.deepEqual([n, betweenSamples, deviation], [1, 0, 0]);
});

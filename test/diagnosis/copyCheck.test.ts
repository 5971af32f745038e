import assert from "node:assert/strict";
import { test } from "node:test";
import { copyCheck } from "../../src/diagnosis/copyCheck.js";
import type { Images } from "../../src/shape.js";
import { noise, pictures } from "./pictures.js";

/** The first pictures of a set with one of another set in place of the last. */
function withOne(set: Images, other: Images, index: number): Images {
  const size = set.height * set.width * set.channels;
  const data = set.data.slice();
  data.set(other.data.subarray(index * size, (index + 1) * size), data.length - size);
  return { ...set, data };
}

const reals = noise(64, 32, "reals");
const strangers = noise(16, 32, "strangers");

test("strangers from the training pictures' own distribution pass, and so do wholly other ones", () => {
  const { passed, nearestSample, nearReals } = copyCheck(strangers, reals);
  assert.ok(passed && nearestSample > 0.8 * nearReals, `${nearestSample}, ${nearReals}`);
  assert.equal(
    copyCheck(
      pictures(4, 32, (index) => 85 * index),
      reals,
    ).passed,
    true,
  );
});

test("a single copy among strangers is caught", () => {
  const check = copyCheck(withOne(strangers, reals, 17), reals);
  assert.deepEqual([check.nearestSample, check.passed], [0, false]);
});

test("a copy that was made a little brighter is caught too", () => {
  const copied = withOne(strangers, reals, 17);
  const brighter = { ...copied, data: copied.data.map((byte) => Math.min(255, byte + 2)) };
  const check = copyCheck(brighter, reals);
  assert.ok(check.nearestSample <= 2 && !check.passed, JSON.stringify(check));
});

test("distances are grey levels per pixel, also below 16 px and in colour", () => {
  const flat = (value: number) => pictures(2, 8, (index) => value + 100 * index);
  const { nearestSample, nearReals } = copyCheck(flat(10), flat(20));
  assert.deepEqual([nearestSample, nearReals], [2.5, 25]); // 64 of 256 cells are filled at 8 px
});

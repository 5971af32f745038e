import assert from "node:assert/strict";
import { test } from "node:test";
import {
  copyCheck,
  copyFinder,
  describeCopyCheck,
  thumbnails,
} from "../../src/diagnosis/copyCheck.js";
import type { Images } from "../../src/shape.js";
import { gridImage } from "../../src/show/grid.js";
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
  assert.deepEqual([nearestSample, nearReals], [10, 100]);
});

test("a set that was drawn several times is as far from itself as one drawn once", () => {
  const twice = {
    ...reals,
    count: 2 * reals.count,
    data: Uint8Array.from([...reals.data, ...reals.data]),
  };
  assert.equal(copyCheck(strangers, twice).nearReals, copyCheck(strangers, reals).nearReals);
  const one = pictures(8, 32, () => 100);
  assert.equal(copyCheck(strangers, one).nearReals, 0);
});

test("the check says its unit, its limit and how many pictures were compared", () => {
  const check = { nearestSample: 12.34, nearReals: 9, passed: true };
  assert.equal(
    describeCopyCheck(check, 64),
    "memorisation check passed: the nearest of 64 samples differs from a training picture by 12.3 of 255 grey levels (mean of 16 x 16 px); 3.0 or less would be a copy, a third of the 9.0 by which similar training pictures differ",
  );
  assert.match(describeCopyCheck({ ...check, passed: false }), /^memorisation check FAILED: /);
});

/** A picture of a set, with left and right exchanged. */
function mirrored({ data, width, height, channels }: Images, index: number): Uint8Array {
  const one = data.subarray(index * width * height * channels);
  return Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const [pixel, channel] = [Math.floor(at / channels), at % channels];
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    return one[(y * width + width - 1 - x) * channels + channel] as number;
  });
}

test("the finder tells which samples are copies: plain, mirrored, enlarged to a side that 16 does not divide", () => {
  const small = noise(64, 28, "small reals");
  const isCopy = copyFinder(thumbnails(small));
  const others = noise(3, 28, "others");
  assert.deepEqual(isCopy(others), [false, false, false]);
  assert.deepEqual(isCopy(withOne(others, small, 5)), [false, false, true]);
  const flopped = { ...small, count: 1, data: mirrored(small, 7) };
  assert.deepEqual(isCopy(flopped), [true]);
  const size = small.width * small.height * small.channels;
  const one = { ...small, count: 1, data: small.data.subarray(size, 2 * size) };
  assert.deepEqual(isCopy(gridImage(one, { columns: 1, cellScale: 3 })), [true]);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { uniformNoise } from "../../src/engine/noise.js";
import { translate } from "../../src/engine/translate.js";
import type { Augmentation } from "../../src/iterations/iteration.js";
import { diffAugment } from "../../src/training/diffAugment.js";

before(() => {
  openEngine();
});

const seed = () => tf.tensor1d([7, 3], "int32");
const pictures = (count = 4, size = 16) =>
  tf.sub(tf.mul(uniformNoise([count, size, size, 3], seed(), 0), 2), 1) as tf.Tensor4D;
const augment = (images: tf.Tensor4D, ...policy: Augmentation[]) =>
  diffAugment(images, policy, seed(), 1000);

function assertClose(actual: tf.Tensor, wanted: tf.Tensor, tolerance = 1e-4): void {
  const apart = tf.max(tf.abs(tf.sub(actual, wanted))).dataSync()[0] as number;
  assert.ok(apart <= tolerance, `${apart} apart`);
}

test("a picture moves down and to the right by whole pixels, zeros coming in", () => {
  const picture = tf.reshape(tf.range(1, 10), [1, 3, 3, 1]) as tf.Tensor4D;
  const moved = translate(picture, tf.tensor2d([[1, -1]]));
  assert.deepEqual([...moved.dataSync()], [0, 0, 0, 2, 3, 0, 5, 6, 0]);
});

test("the gradient of a move is moved back", () => {
  const [picture, slope] = [pictures(3, 5), pictures(3, 5)];
  const shift = tf.tensor2d([
    [2, 1],
    [0, -2],
    [-1, 0],
  ]);
  const loss = (x: tf.Tensor) => tf.sum(tf.mul(translate(x as tf.Tensor4D, shift), slope));
  assertClose(tf.grad(loss)(picture), translate(slope, tf.neg(shift)), 0);
  const onlyInside = tf.sum(tf.mul(picture, tf.grad(loss)(picture))); // a move is linear
  assertClose(onlyInside, loss(picture));
});

for (const policy of [
  ["colour"],
  ["translation"],
  ["cutout"],
  ["colour", "translation", "cutout"],
]) {
  const names = policy as Augmentation[];
  test(`${names.join(", ")}: the gradient is the slope of the function`, () => {
    const [images, direction] = [pictures(), pictures(4, 16)];
    const weights = tf.cos(tf.mul(images, 9));
    const loss = (x: tf.Tensor) =>
      tf.sum<tf.Scalar>(tf.mul(augment(x as tf.Tensor4D, ...names), weights));
    const slope = tf.sum(tf.mul(tf.grad(loss)(images), direction)).dataSync()[0] as number;
    const ahead = loss(tf.add(images, direction)).dataSync()[0] as number;
    const behind = loss(tf.sub(images, direction)).dataSync()[0] as number;
    // each change is affine in the pixels once its lots are drawn, so the difference is exact
    assert.ok(Math.abs((ahead - behind) / 2 - slope) < 2e-2 * (1 + Math.abs(slope)), `${slope}`);
  });
}

test("the same seed gives the same changes, another stream others", () => {
  const images = pictures();
  const policy = ["colour", "translation", "cutout"] as const;
  const once = diffAugment(images, policy, seed(), 1000);
  assertClose(diffAugment(images, policy, seed(), 1000), once, 0);
  const other = diffAugment(images, policy, seed(), 1009);
  assert.ok((tf.max(tf.abs(tf.sub(other, once))).dataSync()[0] as number) > 0.1);
});

test("colour keeps differences between pixels in proportion; brightness stays within a half", () => {
  const grey = tf.fill([64, 4, 4, 3], 0.25) as tf.Tensor4D;
  const changed = tf.sub(augment(grey, "colour"), grey);
  assertClose(changed, tf.mean(changed, [1, 2, 3], true));
  const [low, high] = [tf.min(changed), tf.max(changed)].map((each) => each.dataSync()[0] ?? 0);
  assert.ok((low ?? 0) >= -0.5 && (low ?? 0) < -0.4, `${low}`);
  assert.ok((high ?? 0) <= 0.5 && (high ?? 0) > 0.4, `${high}`);
});

test("a shift is at most an eighth of the side, and all shifts occur", () => {
  const ones = tf.ones([256, 16, 16, 1]) as tf.Tensor4D;
  const moved = augment(ones, "translation");
  const rows = tf.sum(tf.max(moved, 2), 1).dataSync(); // rows that are not all zero
  assert.deepEqual([...new Set(rows)].sort(), [14, 15, 16]);
});

test("cutout takes away a square of half the side, or the part of it that is inside", () => {
  const ones = tf.ones([512, 16, 16, 1]) as tf.Tensor4D;
  const holes = [...tf.sum(tf.sub(1, augment(ones, "cutout")), [1, 2, 3]).dataSync()];
  assert.equal(Math.max(...holes), 64);
  assert.ok(Math.min(...holes) >= 16, `${Math.min(...holes)}`); // a quarter at a corner
});

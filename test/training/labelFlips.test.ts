import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { Gan } from "../../src/training/gan.js";
import { labelFlips } from "../../src/training/labelFlips.js";
import { discriminatorLoss, fakeLoss, losses, realLoss } from "../../src/training/losses.js";
import { batchFor } from "../engine/compiled/games.js";
import { tiny } from "../runs/tinyRun.js";

before(() => {
  openEngine();
});

const seed = (step: number) => tf.tensor1d([7, step], "int32");
const flipsOf = (share: number, step: number, side: "real" | "fake" = "real") =>
  labelFlips(share, tf.zeros([1000, 1]), seed(step), side)?.dataSync();
const number = (scalar: tf.Tensor) => scalar.dataSync()[0] ?? Number.NaN;

test("about the asked share is flipped, others each step and on each side, the same for one seed", () => {
  const flips = [...(flipsOf(0.1, 1) ?? [])];
  const share = flips.reduce((sum, flip) => sum + flip, 0) / flips.length;
  assert.ok(share > 0.07 && share < 0.13, String(share));
  assert.deepEqual([...(flipsOf(0.1, 1) ?? [])], flips);
  assert.notDeepEqual([...(flipsOf(0.1, 2) ?? [])], flips);
  assert.notDeepEqual([...(flipsOf(0.1, 1, "fake") ?? [])], flips);
  assert.equal(flipsOf(0, 1), undefined);
});

test("an iteration kept by a run that is older than the choice flips nothing", () => {
  const { labelFlips: _, ...older } = tiny.training;
  const iteration = { ...tiny, training: older } as Iteration;
  const gan = new Gan(iteration, 1);
  const figures = gan.play(batchFor(iteration, 1), 0);
  gan.dispose();
  assert.ok(Number.isFinite(figures.discriminatorLoss));
});

test("a map of answers is flipped whole, picture by picture", () => {
  assert.deepEqual(labelFlips(0.5, tf.zeros([4, 8, 8, 1]), seed(1), "real")?.shape, [4, 1, 1, 1]);
});

for (const [name, loss] of Object.entries(losses))
  test(`${name}: a flipped picture is judged by the other side's label, the others by their own`, () => {
    const answer = tf.tensor2d([0.2, 0.7, 0.4, 0.9], [4, 1]);
    const flipped = tf.tensor2d([1, 0, 0, 1], [4, 1]);
    const [own, other] = [1, 0].map((label) => loss.judgeEach(answer, label as 0 | 1).dataSync());
    const mean = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      ((b[0] ?? 0) + (a[1] ?? 0) + (a[2] ?? 0) + (b[3] ?? 0)) / 4;
    assert.ok(own && other);
    assert.ok(Math.abs(number(realLoss(loss, answer, { flipped })) - mean(own, other)) < 1e-5);
    assert.ok(Math.abs(number(fakeLoss(loss, answer, { flipped })) - mean(other, own)) < 1e-5);
  });

test("with every label flipped, the two sides change places; smoothing stays the reals' label's", () => {
  const [real, fake] = [tf.tensor2d([0.3, -1], [2, 1]), tf.tensor2d([-0.5, 2], [2, 1])];
  const all = { smoothing: 0.1, flipped: tf.ones([2, 1]) };
  const plain = { smoothing: 0.1 };
  const flipped = discriminatorLoss(losses.bceLogits, real, fake, { real: all, fake: all });
  const swapped = discriminatorLoss(losses.bceLogits, fake, real, { real: plain });
  assert.ok(Math.abs(number(flipped.total) - number(swapped.total)) < 1e-6);
});

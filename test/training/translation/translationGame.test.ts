import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { Random } from "../../../src/engine/random.js";
import { bestMode } from "../../../src/engine/runner.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { judge, losses } from "../../../src/training/losses.js";
import { drawReplay, replay } from "../../../src/training/translation/replay.js";
import { rateShare, TranslationGame } from "../../../src/training/translation/translationGame.js";
import { difference } from "../../engine/compiled/difference.js";
import { games, pairsFor } from "./tiny.js";

before(() => {
  openEngine();
});

const open = (iteration: Iteration, mode: "compiled" | "eager" = bestMode()) =>
  new TranslationGame(iteration, { seed: 1, steps: 20, mode });

for (const [name, iteration] of Object.entries(games)) {
  test(`${name}: compiled steps are eager steps: figures, networks, slots, pools`, (t) => {
    if (bestMode() !== "compiled") return t.skip("the plain engine has no compiled steps");
    const [compiled, eager] = [open(iteration, "compiled"), open(iteration, "eager")];
    for (let step = 0; step < 3; step++) {
      compiled.setTensors(eager.tensors);
      const pairs = pairsFor(iteration, step);
      const [ours, theirs] = [compiled.play(pairs, step), eager.play(pairs, step)];
      assert.deepEqual(Object.keys(ours), Object.keys(theirs));
      for (const [figure, value] of Object.entries(theirs)) {
        const apart = Math.abs((ours[figure] ?? Number.NaN) - value) / (1 + Math.abs(value));
        assert.ok(apart < 1e-4, `${figure} at ${step}: ${ours[figure]} and ${value}`);
      }
      for (const [entry, tensor] of Object.entries(eager.tensors)) {
        const apart = difference(compiled.tensors[entry]?.dataSync() ?? [], tensor.dataSync());
        assert.ok(apart < 1e-2, `${entry} at ${step}: ${apart}`);
      }
    }
    compiled.dispose();
    eager.dispose();
  });

  test(`${name}: steps leak no tensor, every network learns, and a restored game goes on bit for bit`, () => {
    const game = open(iteration);
    const start = Object.fromEntries(
      Object.entries(game.tensors).map(([entry, tensor]) => [entry, tensor.dataSync().slice()]),
    );
    for (let step = 0; step < 4; step++) game.play(pairsFor(iteration, step), step);
    const before = tf.memory().numTensors;
    const kept = Object.fromEntries(
      Object.entries(game.tensors).map(([entry, tensor]) => [entry, tensor.clone()]),
    );
    const plain = game.plainState();
    const kernels = Object.keys(start).filter((entry) => /^[a-zA-Z]+\/\d.*kernel$/.test(entry));
    for (const entry of kernels)
      assert.notDeepEqual(kept[entry]?.dataSync(), start[entry], `${entry} did not move`);
    const play = (each: TranslationGame) => {
      for (let step = 4; step < 7; step++) each.play(pairsFor(iteration, step), step);
      return Object.entries(each.tensors).map(([entry, tensor]) => [entry, [...tensor.dataSync()]]);
    };
    const whole = play(game);
    const again = open(iteration);
    again.restore(kept, plain);
    assert.deepEqual(play(again), whole);
    again.dispose();
    tf.dispose(kept);
    assert.ok(tf.memory().numTensors <= before + Object.keys(start).length);
    game.dispose();
  });
}

test("least squares: 0 for the right answer, the square of what is missing", () => {
  const score = (each: tf.Tensor, label: 0 | 1) => judge(losses.leastSquares, each, label);
  const answer = tf.tensor1d([1, 0.5]);
  assert.equal(score(answer, 1).dataSync()[0], 0.125);
  assert.equal(score(answer, 0).dataSync()[0], 0.625);
});

test("the pool fills up first, then shows an earlier fake half of the time and keeps the new one for it", () => {
  const random = new Random(1, "replay");
  const picture = (value: number) => tf.fill([1, 2, 2, 1], value);
  let pool: tf.Tensor = tf.zeros([4, 2, 2, 1]);
  const shown: number[] = [];
  for (let step = 0; step < 200; step++) {
    const lots = drawReplay("g", 4, 1, step, random);
    const after = replay("g", pool, picture(step), lots);
    pool = after.pool;
    shown.push(after.shown.dataSync()[0] as number);
  }
  assert.deepEqual(shown.slice(0, 4), [0, 1, 2, 3]);
  const old = shown.filter((value, step) => value !== step);
  assert.ok(old.length > 70 && old.length < 126, `${old.length} of 196 shown from the pool`);
  assert.equal(new Set(old).size, old.length, "a picture that was shown has left the pool");
  assert.ok(old.every((value, at) => value < (shown[at] as number) + 200));
});

test("rates stay until their share of the run, then fall to 0 in a line", () => {
  assert.deepEqual(
    [0, 49, 50, 75, 100].map((step) => rateShare(step, 100, 0.5)),
    [1, 1, 1, 0.5, 0],
  );
  assert.equal(rateShare(99, 100, 1), 1);
});

test("identity and cycle weights of CycleGAN count: without them the figures are those of the rest", () => {
  const iteration = games.cycle as Iteration;
  const bare = { ...iteration, translation: { ...iteration.translation, identityWeight: 0 } };
  const [full, without] = [open(iteration), open(bare)];
  const pairs = pairsFor(iteration, 0);
  const [a, b] = [full.play(pairs, 0), without.play(pairs, 0)];
  assert.ok("identityLoss" in a && !("identityLoss" in b));
  assert.ok(Math.abs((a.cycleLoss ?? 0) - (b.cycleLoss ?? 1)) < 1e-5);
  full.dispose();
  without.dispose();
});

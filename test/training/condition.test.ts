import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { ConfigError, ShapeError } from "../../src/errors.js";
import {
  covers64,
  coversAttributes64,
  coversProjection64,
  coversWgan64,
} from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import { gan128MNIST } from "../../src/iterations/gan128MNIST.js";
import { buildGenerator } from "../../src/iterations/networks.js";
import { scaled } from "../../src/iterations/scaled.js";
import { sizeOf } from "../../src/shape.js";
import { levelsOf } from "../../src/shares.js";
import { classLoss } from "../../src/training/classLoss.js";
import { Gan } from "../../src/training/gan.js";
import { drawLatents, sheetLatents, spaceOf } from "../../src/training/latents.js";
import { batchFor, toldFor } from "../engine/compiled/games.js";
import { alone } from "../nets/alone.js";

before(() => {
  openEngine();
});

const small = (iteration: typeof covers64.repaired) =>
  scaled(iteration, { imageSize: 16, width: 16 });

test("a gate multiplies a latent by its class's row, or by a mixture of rows", () => {
  const input = tf.tensor2d([
    [2, 3, 1, 0],
    [2, 3, 0.25, 0.75],
  ]);
  const embedding = tf.tensor2d([
    [1, 10],
    [5, 2],
  ]);
  assert.deepEqual(alone({ kind: "labelGate", classes: 2 }, input, { embedding }).arraySync(), [
    [2, 30],
    [8, 12],
  ]);
});

test("ends of attributes are added to a latent as a dense layer adds them", () => {
  const input = tf.tensor2d([[2, 3, 0.25, 0.75]]);
  const embedding = tf.tensor2d([
    [4, 0],
    [0, 8],
  ]);
  const sum = alone({ kind: "labelGate", classes: 2, ends: true }, input, { embedding });
  assert.deepEqual(sum.arraySync(), [[3, 9]]);
});

test("a projection adds the product of features and their class's row to a plain answer", () => {
  const features = tf.tensor2d([
    [1, 2],
    [1, 2],
  ]);
  const weights = {
    kernel: tf.tensor2d([[1], [1]]),
    bias: tf.tensor1d([0.5]),
    embedding: tf.tensor2d([
      [10, 0],
      [0, 100],
    ]),
  };
  const condition = tf.tensor2d([
    [1, 0],
    [0, 1],
  ]);
  const scores = (options: { condition?: tf.Tensor }) =>
    alone({ kind: "projection", classes: 2 }, features, weights, { training: false, ...options });
  assert.deepEqual(scores({ condition }).arraySync(), [[13.5], [203.5]]);
  assert.throws(() => scores({}), ShapeError);
});

test("the class loss is ln K for answers that say nothing, and that of softmax for others", () => {
  const condition = tf.tensor2d([[0, 1, 0]]);
  const at = (...logits: number[]) =>
    classLoss(tf.tensor2d([logits]), condition).dataSync()[0] ?? 0;
  assert.ok(Math.abs(at(7, 7, 7) - Math.log(3)) < 1e-6);
  const want = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(-1)) - 2;
  assert.ok(Math.abs(at(1, 2, -1) - want) < 1e-6);
  assert.ok(Number.isFinite(at(1e4, -1e4, 0)));
});

test("latents tell every class as often as any other; a sheet repeats its latents row by row", () => {
  const space = spaceOf(buildGenerator(covers64.repaired));
  assert.deepEqual(space, { shape: [1, 1, 106], classes: 6 });
  const drawn = drawLatents("N01", 60, space, new Random(1, "latents"));
  const counts = Array.from({ length: 6 }, (_, label) =>
    drawn.reduce((sum, value, at) => sum + (at % 106 === 100 + label ? value : 0), 0),
  );
  assert.deepEqual(counts, [10, 10, 10, 10, 10, 10]);
  const sheet = sheetLatents("N01", 3, space, new Random(1, "latents"));
  const own = (row: number, column: number) => [
    ...sheet.subarray((row * 3 + column) * 106, (row * 3 + column) * 106 + 100),
  ];
  assert.deepEqual(own(0, 1), own(5, 1));
  assert.notDeepEqual(own(0, 1), own(0, 2));
  assert.equal(sheet[(5 * 3 + 1) * 106 + 105], 1);
});

test("latents of attributes tell levels drawn evenly; a sheet has a row for each end, the others in the middle", () => {
  const space = spaceOf(buildGenerator(coversAttributes64.repaired));
  assert.deepEqual(space, { shape: [1, 1, 110], classes: 10, ends: true });
  const drawn = drawLatents("N01", 400, space, new Random(1, "latents"));
  const told = (latents: Float32Array, at: number) =>
    levelsOf(latents.slice(at * 110 + 100, (at + 1) * 110));
  const tempo = Array.from({ length: 400 }, (_, at) => told(drawn, at)[3] ?? 0);
  assert.ok(Math.abs(tempo.reduce((sum, level) => sum + level, 0) / 400 - 0.5) < 0.05);
  assert.ok(Math.min(...tempo) < 0.02 && Math.max(...tempo) > 0.98);
  const sheet = sheetLatents("N01", 2, space, new Random(1, "latents"));
  assert.deepEqual([...told(sheet, 0)], [1, 0.5, 0.5, 0.5, 0.5]);
  assert.deepEqual([...told(sheet, 7 * 2)], [0.5, 0.5, 0.5, 0, 0.5]);
});

test("fakes of a step are asked for the levels of the batch", () => {
  const game = small(coversAttributes64.repaired);
  const gan = new Gan(game, 1);
  const told = toldFor(game, 3);
  gan.play(batchFor(game, 0), 0, told);
  const latents = gan.stepLatents(game.training.batchSize);
  for (const at of [0, 5, 63])
    assert.deepEqual(
      [...latents.slice(at * 110 + 100, (at + 1) * 110)],
      [...told.slice(at * 10, (at + 1) * 10)],
    );
  gan.dispose();
});

test("losses of choices made at once add: shares of A attributes weigh A times", () => {
  const condition = tf.tensor2d([[0.1, 0.4, 0.25, 0.25]]);
  const logits = tf.tensor2d([[1, 2, 0, -1]]);
  const [one, two] = [1, 2].map((choices) => classLoss(logits, condition, choices).dataSync()[0]);
  assert.ok(Math.abs((two ?? 0) - 2 * (one ?? 0)) < 1e-6);
});

const told = [
  covers64.repaired,
  coversProjection64.repaired,
  coversWgan64.repaired,
  coversAttributes64.repaired,
];

for (const iteration of told) {
  test(`${iteration.name}: the class moves D's loss and G's picture, and every embedding learns`, () => {
    const game = small(iteration);
    const [one, other] = [new Gan(game, 1), new Gan(game, 1)];
    const [told, turned] = [toldFor(game), toldFor(game, 1)];
    const before = Object.entries(one.tensors)
      .filter(([name]) => name.endsWith("/embedding") && !/optimizer|averaged/.test(name))
      .map(([name, tensor]) => [name, tensor.dataSync().slice()] as const);
    assert.ok(before.length >= 1);
    const steps = 5; // WGAN's generator learns in the fifth
    for (let step = 0; step < steps; step++) {
      const batch = batchFor(game, step);
      const [a, b] = [one.play(batch, step, told), other.play(batch, step, turned)];
      const loss = game.condition.kind === "classifier" ? "classLoss" : "discriminatorLoss";
      assert.notEqual(a[loss], b[loss]);
    }
    for (const [name, old] of before) assert.notDeepEqual(one.tensors[name]?.dataSync(), old);
    const latents = sheetLatents("N01", 1, one.latentSpace, new Random(1, "latents"));
    const same = latents.slice(0, 2 * sizeOf(one.latentShape));
    const pictures = one.sample(same);
    const half = pictures.length / 2;
    assert.notDeepEqual(pictures.subarray(0, half), pictures.subarray(half));
    for (const gan of [one, other]) gan.dispose();
  });
}

test("WGAN's generator learns in every fifth step", () => {
  const gan = new Gan(small(coversWgan64.repaired), 1);
  const told = toldFor(gan.iteration);
  const learned = Array.from({ length: 10 }, (_, step) =>
    "generatorLoss" in gan.play(batchFor(gan.iteration, step), step, told) ? step : [],
  );
  assert.deepEqual(learned.flat(), [4, 9]);
  gan.dispose();
});

test("a game of genres refuses pictures without one", () => {
  const gan = new Gan(small(covers64.repaired), 1);
  const batch = batchFor(gan.iteration, 0);
  assert.throws(() => gan.play(batch, 0), {
    name: "ShapeError",
    message: "condition of a batch: expected 64 rows of 6 shares, got 0",
  });
  assert.throws(() => gan.play(batch, 0, toldFor(gan.iteration).slice(6)), ShapeError);
  gan.dispose();
});

test("a network or loss that cannot be told genres is refused", () => {
  const told = { condition: covers64.repaired.condition };
  const mohr = derive(gan128MNIST.asRun, { preset: "told" }, told);
  assert.throws(() => buildGenerator(mohr), ConfigError);
  const change = { training: { loss: "bceTf" } } as const;
  assert.throws(() => new Gan(derive(covers64.repaired, { preset: "p" }, change), 1), {
    message: /^training.loss: expected one on logits where D names classes, got "bceTf"/,
  });
});

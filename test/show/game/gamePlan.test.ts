import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, findIteration } from "../../../src/iterations/catalogue.js";
import { estimate } from "../../../src/iterations/estimate.js";
import { tanh } from "../../../src/nets/layers/activations.js";
import { conv, convTranspose } from "../../../src/nets/layers/convolution.js";
import { dense } from "../../../src/nets/layers/dense.js";
import { flatten, reshape } from "../../../src/nets/layers/shaping.js";
import { shapeText } from "../../../src/shape.js";
import { boxesOf } from "../../../src/show/game/boxes.js";
import { compact, gamePlan, gameText } from "../../../src/show/game/gamePlan.js";

const everyPreset = Object.values(catalogue).flatMap((presets) => Object.values(presets));

test("the boxes of every preset add up to its parameters and arithmetic", () => {
  for (const iteration of everyPreset) {
    const { generator, discriminator } = gamePlan(iteration);
    const cost = estimate(iteration);
    const what = `${iteration.name} ${iteration.preset}`;
    assert.equal(generator.parameters, cost.generatorParameters, what);
    assert.equal(discriminator.parameters, cost.discriminatorParameters, what);
    assert.equal((generator.macs / 1e9).toFixed(6), cost.generatorGmac.toFixed(6), what);
    assert.equal((discriminator.macs / 1e9).toFixed(6), cost.discriminatorGmac.toFixed(6), what);
  }
});

test("a box is a layer with weights; norm, activation and dropout stand in it, reshapes change its shape", () => {
  const layers = [
    dense(48),
    { kind: "dropout", rate: 0.6, live: false } as const,
    { kind: "batchNorm", momentum: 0.92, epsilon: 1e-3, scale: false } as const,
    reshape(4, 4, 3),
    { kind: "upsampleNearest", factor: 2 } as const,
    conv(8, 3),
    convTranspose(3, 5, { strides: 2 }),
    tanh,
    flatten,
    dense(1),
  ];
  const boxes = boxesOf({ name: "a net", input: [64], layers });
  assert.deepEqual(
    boxes.map(({ title, detail, shape, notes }) => [title, detail, shapeText(shape), notes]),
    [
      ["dense", "64 → 48", "4 × 4 × 3", ["dropout 0.6, inert", "batch norm 0.92"]],
      ["conv", "3 × 3, stride 1", "8 × 8 × 8", ["after nearest × 2"]],
      ["transposed conv", "5 × 5, stride 2", "16 × 16 × 3", ["tanh"]],
      ["dense", "768 → 1", "1", []],
    ],
  );
  assert.deepEqual(
    boxes.map(({ parameters }) => parameters),
    [64 * 48 + 48 + 48, 9 * 3 * 8 + 8, 25 * 8 * 3 + 3, 769],
  );
});

test("the two ways into D carry the numbers that really arrive there", () => {
  const asRun = gamePlan(findIteration("gan128Paintings", "asRun"));
  assert.deepEqual(
    [asRun.reals.range, asRun.fakes.range],
    [
      [0, 255],
      [0, 1],
    ],
  ); // cause A
  const repaired = gamePlan(findIteration("gan128Paintings", "repaired"));
  assert.deepEqual(
    [repaired.reals.range, repaired.fakes.range],
    [
      [-1, 1],
      [-1, 1],
    ],
  );
  assert.equal(repaired.answer, "one logit");
  assert.equal(gamePlan(findIteration("kerasGANv5", "asRun")).answer, "64 × 64 probabilities");
});

test("the game in words names both networks, their layers, and how it is played", () => {
  const text = gameText(gamePlan(findIteration("gan512", "asRun")));
  assert.match(text, /^gan512 · asRun\ngenerator \(1\.05 M parameters, 109 GMAC\): noise 64/);
  assert.match(text, /discriminator \(538 M parameters, .*conv 256 × 256 × 256/);
  assert.match(
    text,
    /batch 1; loss bceTf; gate 1\.35 \/ 1\.35; rmsProp, rates D 0\.0001, G 0\.0002/,
  );
});

test("counts are short: three digits and a unit", () => {
  assert.deepEqual(
    [0, 129, 999, 999.6, 12_345, 34_598_337, 1.09e11].map((count) => compact(count)),
    ["0", "129", "999", "1 k", "12.3 k", "34.6 M", "109 G"],
  );
  assert.equal(compact(3_360_000_000, "MAC"), "3.36 GMAC");
  assert.equal(compact(128, "MAC"), "128 MAC");
});

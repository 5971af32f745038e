import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  fill,
  matMul,
  mean,
  type Rank,
  type Scalar,
  sigmoid,
  type Tensor,
} from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { gradients } from "../../src/engine/gradients.js";
import {
  checkPrecision,
  hasFastBfloat16,
  parsePrecision,
  processorFlags,
} from "../../src/engine/precision.js";
import { bestMode, openRunner } from "../../src/engine/runner.js";
import { Gan } from "../../src/training/gan.js";
import { discriminatorLoss, losses } from "../../src/training/losses.js";
import { differences } from "./compiled/difference.js";
import { batchFor, small } from "./compiled/games.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no compiled steps";
  else if (!hasFastBfloat16(processorFlags())) skip = "this processor has no fast bfloat16";
});

const fast = { device: "CPU", processorFlags: ["avx2", "avx512_bf16"] };

test("bfloat16 is taken where the processor has instructions for it", () => {
  checkPrecision("bfloat16", "compiled", fast);
  checkPrecision("bfloat16", "compiled", { device: "CPU", processorFlags: ["amx_bf16"] });
  checkPrecision("float32", "eager", { device: "GPU", processorFlags: [] });
});

test("bfloat16 is refused with the reason where it would not be faster", () => {
  const refusals = [
    [() => checkPrecision("bfloat16", "eager", fast), /compiled steps, got "steps that run op by/],
    [
      () => checkPrecision("bfloat16", "compiled", { ...fast, processorFlags: ["avx2"] }),
      /^ConfigError: precision bfloat16: expected a processor with avx512_bf16 or amx_bf16/,
    ],
    [() => checkPrecision("bfloat16", "compiled", { ...fast, device: "GPU" }), /got "GPU"$/],
    [() => parsePrecision("float16"), /precision: expected float32 or bfloat16, got "float16"$/],
  ] as const;
  for (const [refused, message] of refusals) assert.throws(refused, message);
});

// bfloat16 keeps 8 bits: each product is off by up to 0.4 %, which sums of many average out. Where
// a gradient is close to zero its sign may change, and Adam's and RMSProp's first steps are as long
// for small gradients as for large ones: kernels, which are large beside a step, show it little;
// biases, which start at zero, are nothing but such steps and are left out.
const tolerance = { figures: 0.03, kernels: 0.02 };

for (const [name, iteration] of Object.entries(small)) {
  test(`${name}: a bfloat16 step is the float32 step within its digits, its state float32`, (t) => {
    if (skip) return t.skip(skip);
    const [half, full] = [
      new Gan(iteration, 3, "compiled", "bfloat16"),
      new Gan(iteration, 3, "compiled"),
    ];
    let apart = 0;
    for (let step = 0; step < 5; step++) {
      half.setTensors(full.tensors);
      const batch = batchFor(iteration, step);
      const [ours, theirs] = [half.play(batch, step), full.play(batch, step)];
      for (const [figure, value] of Object.entries(theirs)) {
        if (!/Loss$|^dReal$|^dFake$|^r1$/.test(figure)) continue; // ranks and corners hang on last digits
        const difference = Math.abs((ours[figure] ?? Number.NaN) - value);
        apart = Math.max(apart, difference);
        assert.ok(
          difference <= tolerance.figures * (1 + Math.abs(value)),
          `${figure}: ${value}, ${ours[figure]}`,
        );
      }
      for (const [entry, distance] of differences(half.tensors, full.tensors)) {
        if (!entry.endsWith("/kernel") || entry.startsWith("optimizer/")) continue;
        assert.ok(distance <= tolerance.kernels, `${entry} at ${step}: ${distance}`);
      }
    }
    assert.ok(apart > 0, "bit-equal to float32: nothing ran in bfloat16");
    for (const tensor of Object.values(half.tensors)) assert.equal(tensor.dtype, "float32");
    half.dispose();
    full.dispose();
  });
}

test("a D that is sure and wrong keeps its loss and its slope in bfloat16", (t) => {
  if (skip) return t.skip(skip);
  const side = 64;
  const runner = openRunner("compiled", { w: fill([side, side], 8 / side) }, "bfloat16");
  const inputs = { x: fill([side, side], 1) };
  const figures = runner.run(
    [
      (state, { x }) => {
        const { gradients: slopes, total } = gradients({ w: state.w as Tensor }, ({ w }) => {
          const sure = sigmoid(matMul(x as Tensor<Rank.R2>, w as Tensor<Rank.R2>)); // 0.99966
          const { total } = discriminatorLoss(losses.bceTorch, sure, sure);
          return { total, aux: {} };
        });
        return { state: {}, figures: { loss: total, slope: mean(slopes.w as Tensor) as Scalar } };
      },
    ],
    inputs,
  );
  assert.ok(Math.abs((figures.loss ?? 0) - 8) < 0.1, `loss ${figures.loss}`);
  assert.ok((figures.slope ?? 0) > 0.005, `slope ${figures.slope}`);
  runner.dispose();
  inputs.x.dispose();
});

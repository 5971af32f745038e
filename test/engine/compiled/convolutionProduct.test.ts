import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { CompiledRunner } from "../../../src/engine/compiled/compiledRunner.js";
import { gradients } from "../../../src/engine/gradients.js";
import { Random } from "../../../src/engine/random.js";
import { bestMode } from "../../../src/engine/runner.js";
import { EagerRunner, type Step } from "../../../src/engine/step.js";
import { difference } from "./difference.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no compiled steps";
});

function noise(shape: number[], stream: string): tf.Tensor {
  const random = new Random(5, stream);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  return tf.tensor(values, shape);
}

/** A convolution, and its kernel moved by the gradient of the squares. */
const move =
  (strides: number, padding: "same" | "valid"): Step =>
  ({ kernel }, { x }) => {
    const { total, gradients: slopes } = gradients({ kernel: kernel as tf.Tensor }, (current) => {
      const filter = current.kernel as tf.Tensor4D;
      const y = tf.conv2d(x as tf.Tensor4D, filter, strides, padding);
      return { total: tf.mean<tf.Scalar>(tf.square(y)), aux: {} };
    });
    const moved = tf.sub(kernel as tf.Tensor, tf.mul(0.1, slopes.kernel as tf.Tensor));
    return { state: { kernel: moved }, figures: { total } };
  };

for (const [size, strides, padding] of [
  [8, 2, "same"],
  [7, 2, "same"],
  [7, 1, "valid"],
  [8, 3, "valid"],
] as const) {
  test(`a small convolution as products, stride ${strides}, ${padding}, ${size} px, is the convolution with its gradient`, (t) => {
    if (skip) return t.skip(skip);
    const initial = () => ({ kernel: noise([4, 3, 5, 6], "kernel") });
    const inputs = { x: noise([2, size, size, 5], "x") };
    const [compiled, eager] = [new CompiledRunner(initial()), new EagerRunner(initial())];
    const step = move(strides, padding);
    const [ours, theirs] = [compiled.run([step], inputs), eager.run([step], inputs)];
    assert.ok(Math.abs((ours.total ?? Number.NaN) - (theirs.total ?? 0)) < 1e-3);
    const [a, b] = [compiled.tensors.kernel?.dataSync(), eager.tensors.kernel?.dataSync()];
    assert.ok(difference(a ?? [], b ?? []) < 1e-5);
    assert.equal(compiled.operations(/^Conv2D/), 0);
    compiled.dispose();
    eager.dispose();
  });
}

test("of some more positions the gradient of the kernel is a product only where many channels come out", (t) => {
  if (skip) return t.skip(skip);
  for (const [channels, convolutions] of [
    [6, 2],
    [256, 1],
  ] as const) {
    const runner = new CompiledRunner({ kernel: noise([3, 3, 2, channels], "kernel") });
    runner.run([move(1, "same")], { x: noise([1, 26, 26, 2], "x") });
    assert.equal(runner.operations(/^Conv2D/), convolutions);
    runner.dispose();
  }
});

test("a convolution of many positions stays one", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner({ kernel: noise([4, 3, 5, 6], "kernel") });
  runner.run([move(1, "same")], { x: noise([2, 30, 30, 5], "x") });
  assert.equal(runner.operations(/^Conv2D/), 2);
  runner.dispose();
});

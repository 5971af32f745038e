import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { countMacs, countPassMacs } from "../../src/nets/describe.js";
import { isDoubling } from "../../src/nets/enlargedConv.js";
import { forward } from "../../src/nets/forward.js";
import { initialise } from "../../src/nets/initialise.js";
import type { Layer, Network } from "../../src/nets/layer.js";
import { conv } from "../../src/nets/layers/convolution.js";

before(() => {
  openEngine();
});

const double: Layer = { kind: "upsampleNearest", factor: 2 };
const net: Network = { name: "generator", input: [5, 3, 4], layers: [double, conv(6, 3)] };

/** Largest difference of two tensors' numbers. */
const apart = (left: tf.Tensor, right: tf.Tensor) =>
  tf.tidy(() => tf.max(tf.abs(tf.sub(left, right))).dataSync()[0] as number);

test("enlargement and convolution in one give what the two give, and the same slopes", () => {
  const random = new Random(1, "pictures");
  const values = Array.from({ length: 2 * 5 * 3 * 4 }, () => random.normal());
  const input = tf.tensor4d(values, [2, 5, 3, 4]);
  const weights = initialise(net, "glorot", random);
  const [kernel, bias] = [weights["generator/01-conv/kernel"], tf.randomNormal([6])];
  const pass = (twiceDifferentiable: boolean) => (pictures: tf.Tensor, taps: tf.Tensor) =>
    forward(net, { "generator/01-conv/kernel": taps, "generator/01-conv/bias": bias }, pictures, {
      training: true,
      twiceDifferentiable,
    }).output;
  const inputs = [input, kernel as tf.Tensor];
  const [one, two] = [pass(false), pass(true)];
  assert.deepEqual(one(input, inputs[1] as tf.Tensor).shape, [2, 10, 6, 6]);
  const difference = apart(one(input, kernel as tf.Tensor), two(input, kernel as tf.Tensor));
  assert.ok(difference < 1e-5, `${difference}`);
  const slopes = (of: typeof one) => tf.grads((x, k) => tf.sum(tf.square(of(x, k))))(inputs);
  const [left, right] = [slopes(one), slopes(two)];
  for (const [at, slope] of left.entries()) {
    const off = apart(slope, right[at] as tf.Tensor);
    assert.ok(off < 1e-4, `${off} in slope ${at}`);
  }
});

test("what a pass computes is counted as the one operation, what the layers say as two", () => {
  assert.equal(countMacs(net), 10 * 6 * 9 * 4 * 6);
  assert.equal(countPassMacs(net), 5 * 3 * 16 * 4 * 6);
});

test("other enlargements and convolutions are left as they are", () => {
  assert.ok(isDoubling(double, conv(6, 3)));
  for (const [layer, next] of [
    [{ kind: "upsampleNearest", factor: 3 }, conv(6, 3)],
    [double, conv(6, 5)],
    [double, conv(6, 3, { strides: 2 })],
    [double, conv(6, 3, { padding: "valid" })],
    [double, undefined],
    [undefined, conv(6, 3)],
  ] as const)
    assert.ok(!isDoubling(layer, next));
});

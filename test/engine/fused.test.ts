import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import {
  fusedBatchNorm,
  fusedBias,
  fusedLeakyRelu,
  fusedRelu,
  fusedSoftplus,
} from "../../src/engine/fused.js";
import { fusedMatMul } from "../../src/engine/fusedMatMul.js";
import { isNative } from "../../src/engine/nativeBackend.js";
import { Random } from "../../src/engine/random.js";

let skip = "";

before(() => {
  openEngine();
  if (!isNative()) skip = "the plain engine has no fused operations";
});

function noise(shape: number[], stream: string): tf.Tensor {
  const random = new Random(3, stream);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  return tf.tensor(values, shape);
}

function near(actual: tf.Tensor, wanted: tf.Tensor, what: string): void {
  assert.deepEqual(actual.shape, wanted.shape);
  const apart = tf.max(tf.abs(tf.sub(actual, wanted))).dataSync()[0] ?? Number.NaN;
  assert.ok(apart < 1e-5, `${what}: ${apart} apart`);
}

/** A function and its gradients agree with another's. */
function same(
  ours: (...inputs: tf.Tensor[]) => tf.Tensor,
  theirs: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): void {
  const output = theirs(...inputs);
  near(ours(...inputs), output, "value");
  const slope = noise(output.shape, "slope");
  const gradientsOf = (f: typeof ours) => tf.grads(f)(inputs, slope);
  const wanted = gradientsOf(theirs);
  gradientsOf(ours).forEach((gradient, index) => {
    near(gradient, wanted[index] as tf.Tensor, `gradient ${index}`);
  });
}

test("fused relu and leaky relu have the values and gradients of the plain ones", (t) => {
  if (skip) return t.skip(skip);
  const x = noise([5, 7], "x");
  same(fusedRelu, tf.relu, [x]);
  same(
    (input) => fusedLeakyRelu(input, 0.2),
    (input) => tf.leakyRelu(input, 0.2),
    [x],
  );
});

test("fused softplus, bias and product have the values and gradients of the plain ones", (t) => {
  if (skip) return t.skip(skip);
  const wide = tf.mul(noise([6, 5], "wide"), 20);
  same(fusedSoftplus, tf.softplus, [wide]);
  same(fusedBias, tf.add, [noise([2, 3, 3, 5], "x"), noise([5], "bias")]);
  same(
    (a, b) => fusedMatMul(a as tf.Tensor2D, b as tf.Tensor2D),
    (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D),
    [noise([4, 6], "a"), noise([6, 3], "b")],
  );
});

for (const shape of [
  [4, 3, 5, 6],
  [9, 6],
]) {
  test(`fused batch norm of [${shape}] has the values and gradients of its formula`, (t) => {
    if (skip) return t.skip(skip);
    const axes = shape.slice(0, -1).map((_, axis) => axis);
    const formula = (x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) => {
      const centred = tf.sub(x, tf.mean(x, axes));
      const variance = tf.mean(tf.square(centred), axes);
      return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, 1e-3))), scale), offset);
    };
    const inputs = [noise(shape, "x"), noise([6], "scale"), noise([6], "offset")];
    same(
      (x, scale, offset) =>
        fusedBatchNorm(x as tf.Tensor, scale as tf.Tensor, offset as tf.Tensor, 1e-3).output,
      (x, scale, offset) => formula(x as tf.Tensor, scale as tf.Tensor, offset as tf.Tensor),
      inputs,
    );
    const [x, scale, offset] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor];
    const { mean, variance } = fusedBatchNorm(x, scale, offset, 1e-3);
    const count = tf.util.sizeFromShape(shape) / 6;
    near(mean, tf.mean(x, axes), "mean");
    const biased = tf.mean(tf.square(tf.sub(x, tf.mean(x, axes))), axes);
    near(variance, tf.mul(biased, count / (count - 1)), "unbiased variance");
  });
}

test("fused batch norm of one row has the variance 0, and gives its offset", (t) => {
  if (skip) return t.skip(skip);
  const [x, scale, offset] = [noise([1, 6], "x"), noise([6], "scale"), noise([6], "offset")];
  const { output, mean, variance } = fusedBatchNorm(x, scale, offset, 1e-3);
  near(output, tf.reshape(offset, [1, 6]), "output");
  near(mean, tf.reshape(x, [6]), "mean");
  near(variance, tf.zeros([6]), "variance");
});

test("fused batch norm leaks no tensor, with and without a gradient", (t) => {
  if (skip) return t.skip(skip);
  const [x, scale, offset] = [noise([4, 6], "x"), noise([6], "scale"), noise([6], "offset")];
  const loss = (input: tf.Tensor) => tf.sum(fusedBatchNorm(input, scale, offset, 1e-3).output);
  const count = tf.memory().numTensors;
  for (let times = 0; times < 3; times++) tf.tidy(() => void [loss(x), tf.grad(loss)(x)]);
  assert.equal(tf.memory().numTensors, count);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { dcganGenerator } from "../../src/nets/dcgan.js";
import { forward } from "../../src/nets/forward.js";
import { initialise } from "../../src/nets/initialise.js";
import type { Layer, Network } from "../../src/nets/layer.js";

before(() => {
  openEngine();
});

function network(layers: readonly Layer[], input: readonly number[]): Network {
  return { name: "generator", input, layers };
}

test("a seed names one start, and another seed another", () => {
  const net = dcganGenerator({
    imageSize: 16,
    channels: 1,
    latentDim: 4,
    filters: 2,
    norm: { kind: "torch", momentum: 0.9 },
  });
  const start = (seed: number) =>
    initialise(net, "dcgan", new Random(seed, "weights"))["generator/00-convTranspose/kernel"];
  assert.deepEqual(start(1)?.dataSync(), start(1)?.dataSync());
  assert.notDeepEqual(start(1)?.dataSync(), start(2)?.dataSync());
});

test("glorot kernels stay within sqrt(6 / (fan-in + fan-out)) and fill it", () => {
  const net = network(
    [{ kind: "conv", filters: 8, kernelSize: 3, strides: 1, padding: "same", bias: true }],
    [8, 8, 4],
  );
  const kernel = initialise(net, "glorot", new Random(1, "weights"))[
    "generator/00-conv/kernel"
  ] as tf.Tensor;
  const limit = Math.sqrt(6 / (9 * 4 + 9 * 8));
  const largest = Math.max(...tf.abs(kernel).dataSync());
  assert.ok(largest <= limit && largest > 0.95 * limit, `${largest} against ${limit}`);
});

test("inert dropout returns its input in training, live dropout drops its rate and keeps the mean", () => {
  const input = tf.ones([64, 100]);
  const pass = (live: boolean, training: boolean) =>
    forward(network([{ kind: "dropout", rate: 0.6, live }], [100]), {}, input, {
      training,
      dropoutSeed: tf.tensor1d([7, 1], "int32"),
    }).output.dataSync();
  assert.ok(pass(false, true).every((value) => value === 1));
  assert.ok(pass(true, false).every((value) => value === 1));
  const dropped = pass(true, true);
  const share = dropped.filter((value) => value === 0).length / dropped.length;
  assert.ok(Math.abs(share - 0.6) < 0.02, `${share} dropped`);
  assert.ok(dropped.every((value) => value === 0 || Math.abs(value - 2.5) < 1e-6));
  assert.deepEqual(pass(true, true), dropped);
});

test("an input of the wrong shape is refused with both shapes", () => {
  const net = network([{ kind: "tanh" }], [4, 4, 3]);
  assert.throws(() => forward(net, {}, tf.zeros([2, 8, 8, 3]), { training: false }), {
    name: "ShapeError",
    message: "generator input: expected shape [*, 4, 4, 3], got [2, 8, 8, 3]",
  });
});

test("batch norm over one picture gives only its bias, the cause B of failure", () => {
  const net = network([{ kind: "batchNorm", momentum: 0.92, epsilon: 1e-3, scale: false }], [5]);
  const state = {
    ...initialise(net, "glorot", new Random(1, "weights")),
    "generator/00-batchNorm/bias": tf.fill([5], 0.25),
  };
  const { output, statistics } = forward(net, state, tf.tensor2d([[1, 2, 3, 4, 5]]), {
    training: true,
  });
  assert.deepEqual([...output.dataSync()], [0.25, 0.25, 0.25, 0.25, 0.25]);
  const variance = statistics["generator/00-batchNorm/movingVariance"]?.dataSync()[0] as number;
  assert.ok(Math.abs(variance - 0.92) < 1e-6, `${variance}`);
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import type { Tensors } from "../../src/engine/step.js";
import { forward } from "../../src/nets/forward.js";
import {
  conv,
  convTranspose,
  flatten,
  type Layer,
  leakyRelu,
  type Network,
} from "../../src/nets/layer.js";
import { projectRoot } from "../../src/project.js";
import { losses } from "../../src/training/losses.js";
import { initialSlots, type Optimizer, update } from "../../src/training/optimizers.js";
import { r1 } from "../../src/training/regularisers.js";

// made by reference.py beside this file, with TensorFlow 2.21 in Python
const reference = JSON.parse(
  readFileSync(join(projectRoot(), "test/training/reference.json"), "utf8"),
);

before(() => {
  openEngine();
});

function assertClose(got: ArrayLike<number>, want: readonly number[], tolerance: number): void {
  assert.equal(got.length, want.length);
  want.forEach((value, index) => {
    const difference = Math.abs((got[index] as number) - value);
    const allowed = tolerance * Math.max(1, Math.abs(value));
    assert.ok(difference <= allowed, `at ${index}: got ${got[index]}, want ${value}`);
  });
}

function checkOptimizer(
  optimizer: Optimizer,
  learningRate: number,
  want: typeof reference.adam,
): void {
  const weights = { w: tf.tensor1d(want.start) };
  let state: Tensors = {
    ...weights,
    ...initialSlots(optimizer, "o", weights),
    count: tf.scalar(0),
  };
  want.gradients.forEach((gradient: number[], step: number) => {
    const options = { owner: "o", counter: "count", learningRate };
    state = { ...state, ...update(optimizer, options, state, { w: tf.tensor1d(gradient) }) };
    assertClose((state.w as tf.Tensor).dataSync(), want.after[step], 1e-6);
  });
}

test("RMSProp moves weights as TensorFlow 1 does, mean squares starting at 1", () => {
  checkOptimizer({ kind: "rmsProp", decay: 0.9, epsilon: 1e-10 }, 1e-2, reference.rmsProp);
});

test("Adam moves weights as TensorFlow 1 does", () => {
  checkOptimizer({ kind: "adam", beta1: 0.5, beta2: 0.999, epsilon: 1e-8 }, 2e-4, reference.adam);
});

test("Adam with Keras' epsilon moves weights as Keras does", () => {
  checkOptimizer(
    { kind: "adam", beta1: 0.5, beta2: 0.999, epsilon: 1e-7 },
    1e-4,
    reference.kerasAdam,
  );
});

test("losses agree with TensorFlow, also where they are capped", () => {
  const { logits, extreme, huge, ...want } = reference.losses;
  const answers = tf.tensor2d(logits, [logits.length, 1]);
  for (const name of ["bceTf", "bceKeras", "bceLogits"] as const) {
    const loss = losses[name];
    const answer = loss.output === "logit" ? answers : tf.sigmoid(answers);
    assertClose(loss.judge(answer, 1).dataSync(), want[name].real, 1e-6);
    assertClose(loss.judge(answer, 0).dataSync(), want[name].fake, 1e-6);
  }
  const atEnds = tf.tensor1d(extreme);
  assertClose(losses.bceTf.judge(atEnds, 1).dataSync(), want.bceTf.extremeReal, 1e-5);
  assertClose(losses.bceKeras.judge(atEnds, 1).dataSync(), want.bceKeras.extremeReal, 1e-5);
  assertClose(
    losses.bceLogits.judge(tf.tensor1d(huge), 1).dataSync(),
    want.bceLogits.hugeReal,
    1e-6,
  );
});

const network = (layers: readonly Layer[], input: readonly number[]): Network => ({
  name: "discriminator",
  input,
  layers,
});

test("batch norm and its gradient agree with TensorFlow's fused operation, moving variance unbiased", () => {
  const want = reference.batchNorm;
  const { momentum, epsilon } = want;
  const net = network([{ kind: "batchNorm", momentum, epsilon, scale: true }], [3, 3, 2]);
  const prefix = "discriminator/00-batchNorm";
  const state = {
    [`${prefix}/scale`]: tf.tensor1d(want.scale),
    [`${prefix}/bias`]: tf.tensor1d(want.bias),
    [`${prefix}/movingMean`]: tf.zeros([2]),
    [`${prefix}/movingVariance`]: tf.ones([2]),
  };
  const input = tf.tensor4d(want.input, [2, 3, 3, 2]);
  const { output, statistics } = forward(net, state, input, { training: true });
  assertClose(output.dataSync(), want.output, 1e-5);
  assertClose((statistics[`${prefix}/movingMean`] as tf.Tensor).dataSync(), want.movingMean, 1e-6);
  assertClose(
    (statistics[`${prefix}/movingVariance`] as tf.Tensor).dataSync(),
    want.movingVariance,
    1e-6,
  );
  const slope = tf.grad((x: tf.Tensor) =>
    tf.sum(tf.pow(forward(net, state, x, { training: true }).output, 3)),
  )(input);
  assertClose(slope.dataSync(), want.gradient, 1e-4);
});

test("R1 and its gradient through convolution, leaky ReLU and batch norm agree with TensorFlow", () => {
  const want = reference.r1;
  const net = network(
    [
      conv(2, 4, { strides: 2, bias: false }),
      leakyRelu(),
      conv(4, 4, { strides: 2, bias: false }),
      { kind: "batchNorm", momentum: 0.9, epsilon: 1e-5, scale: true },
      leakyRelu(),
      conv(1, 4, { padding: "valid", bias: false }),
      flatten,
    ],
    [16, 16, 1],
  );
  const kernel = (index: number, shape: [number, number, number, number]) =>
    tf.tensor4d(want.kernels[index], shape);
  const kernels = {
    "discriminator/00-conv/kernel": kernel(0, [4, 4, 1, 2]),
    "discriminator/02-conv/kernel": kernel(1, [4, 4, 2, 4]),
    "discriminator/05-conv/kernel": kernel(2, [4, 4, 4, 1]),
  };
  const rest = {
    "discriminator/03-batchNorm/scale": tf.tensor1d(want.scale),
    "discriminator/03-batchNorm/bias": tf.tensor1d(want.bias),
    "discriminator/03-batchNorm/movingMean": tf.zeros([4]),
    "discriminator/03-batchNorm/movingVariance": tf.ones([4]),
  };
  const real = tf.tensor4d(want.input, [3, 16, 16, 1]);
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const current = Object.fromEntries(
      Object.keys(kernels).map((name, index) => [name, tensors[index] as tf.Tensor]),
    );
    return r1(1, net, { ...current, ...rest }, real);
  })(Object.values(kernels));
  assertClose(value.dataSync(), [want.penalty], 1e-5);
  grads.forEach((gradient, index) => {
    assertClose(gradient.dataSync(), want.gradients[index], 1e-4);
  });
});

test("transposed convolutions and TF 1's bilinear enlargement agree with TensorFlow", () => {
  const want = reference.convTranspose;
  const input = tf.tensor4d(want.input, [2, 3, 3, 2]);
  const kernel = tf.tensor4d(want.kernel, [4, 4, 3, 2]);
  const state = { "discriminator/00-convTranspose/kernel": kernel };
  const pass = (layer: Layer) =>
    forward(network([layer], [3, 3, 2]), state, input, { training: false }).output;
  assertClose(pass(convTranspose(3, 4, { strides: 2, bias: false })).dataSync(), want.same, 1e-5);
  assertClose(
    pass(convTranspose(3, 4, { padding: "valid", bias: false })).dataSync(),
    want.valid,
    1e-5,
  );
  const small = tf.tensor4d(reference.resizeBilinear.input, [1, 4, 4, 1]);
  const larger = forward(network([{ kind: "resizeBilinear", size: 7 }], [4, 4, 1]), {}, small, {
    training: false,
  });
  assertClose(larger.output.dataSync(), reference.resizeBilinear.output, 1e-6);
});

import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import type { Tensors } from "../../src/engine/step.js";
import { forward } from "../../src/nets/forward.js";
import type { Layer, Network } from "../../src/nets/layer.js";
import { convTranspose } from "../../src/nets/layers/convolution.js";
import { judge, losses } from "../../src/training/losses.js";
import { initialSlots, type Optimizer, update } from "../../src/training/optimizers.js";
import { assertClose, reference } from "./reference.js";

before(() => {
  openEngine();
});

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
    assertClose(judge(loss, answer, 1).dataSync(), want[name].real, 1e-6);
    assertClose(judge(loss, answer, 0).dataSync(), want[name].fake, 1e-6);
  }
  const atEnds = tf.tensor1d(extreme);
  assertClose(judge(losses.bceTf, atEnds, 1).dataSync(), want.bceTf.extremeReal, 1e-5);
  assertClose(judge(losses.bceKeras, atEnds, 1).dataSync(), want.bceKeras.extremeReal, 1e-5);
  assertClose(
    judge(losses.bceLogits, tf.tensor1d(huge), 1).dataSync(),
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

import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { CompiledRunner } from "../../src/engine/compiled/compiledRunner.js";
import { gradients } from "../../src/engine/gradients.js";
import { Random } from "../../src/engine/random.js";
import { bestMode } from "../../src/engine/runner.js";
import type { Step, Tensors } from "../../src/engine/step.js";
import { forward } from "../../src/nets/forward.js";
import type { Network } from "../../src/nets/layer.js";
import { leakyRelu } from "../../src/nets/layers/activations.js";
import { conv } from "../../src/nets/layers/convolution.js";
import { flatten } from "../../src/nets/layers/shaping.js";
import { type Critic, r1, slopedPass, wganGp } from "../../src/training/regularisers.js";
import { assertClose, reference } from "./reference.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no compiled steps";
});

/** The small critic of reference.py: its kernels are layers 0, `second` and the last but one. */
function critic(upsampled: boolean): Network {
  const enlarged = upsampled ? [{ kind: "upsampleNearest", factor: 2 } as const] : [];
  return {
    name: "discriminator",
    input: [16, 16, 1],
    layers: [
      conv(2, 4, { strides: 2, bias: false }),
      leakyRelu(),
      ...enlarged,
      conv(4, 4, { strides: 2, bias: false }),
      { kind: "batchNorm", momentum: 0.9, epsilon: 1e-5, scale: true },
      leakyRelu(),
      conv(1, upsampled ? 8 : 4, { padding: "valid", bias: false }),
      flatten,
    ],
  };
}

const picture = (values: readonly number[]) => tf.tensor4d([...values], [3, 16, 16, 1]);

/** A penalty with the reference's weights and inputs, as a function of the kernels. */
function caseOf(name: "r1" | "wganGp") {
  const want = reference[name];
  const upsampled = name === "wganGp";
  const network = critic(upsampled);
  const shift = upsampled ? 1 : 0;
  const prefix = (index: number, kind: string) => `discriminator/0${index}-${kind}`;
  const last = upsampled ? 8 : 4;
  const shapes = [
    [4, 4, 1, 2],
    [4, 4, 2, 4],
    [last, last, 4, 1],
  ];
  const places = [0, 2 + shift, 5 + shift];
  const kernels = Object.fromEntries(
    places.map((place, index) => [
      `${prefix(place, "conv")}/kernel`,
      tf.tensor(want.kernels[index], shapes[index]),
    ]),
  );
  const norm = prefix(3 + shift, "batchNorm");
  const rest = {
    [`${norm}/scale`]: tf.tensor1d(want.scale),
    [`${norm}/bias`]: tf.tensor1d(want.bias),
    [`${norm}/movingMean`]: tf.zeros([4]),
    [`${norm}/movingVariance`]: tf.ones([4]),
  };
  const inputs: Tensors =
    name === "r1"
      ? { real: picture(want.input) }
      : {
          real: picture(want.real),
          fake: picture(want.fake),
          share: tf.tensor4d(want.share, [3, 1, 1, 1]),
        };
  const criticOf =
    (state: Tensors): Critic =>
    (pictures, options) => {
      const { output, statistics } = forward(network, state, pictures, options);
      return { answer: output, statistics };
    };
  const penalty = (state: Tensors, { real, fake, share }: Tensors): tf.Scalar =>
    name === "r1"
      ? r1(1, slopedPass(real as tf.Tensor, criticOf(state)).slope)
      : wganGp(10, criticOf(state), {
          real: real as tf.Tensor,
          fake: fake as tf.Tensor,
          share: share as tf.Tensor,
        });
  return { want, kernels, rest, inputs, penalty };
}

const titles = { r1: "R1", wganGp: "WGAN-GP" } as const;

/** Length of the steps of finite differences. */
const STEP = 2e-4;

/** Numbers of the forms of `tensors`, normal(0, 1) / 20. */
function randomDirection(tensors: Tensors, seed: number): Tensors {
  const random = new Random(seed, "directions");
  const entries = Object.entries(tensors).map(([key, { size, shape }]) => {
    const values = Float32Array.from({ length: size }, () => random.normal() / 20);
    return [key, tf.tensor(values, shape)];
  });
  return Object.fromEntries(entries);
}

/** `tensors` and `by` times a direction. */
function moved(tensors: Tensors, along: Tensors, by: number): Tensors {
  const entries = Object.entries(tensors).map(([key, tensor]) => [
    key,
    tf.add(tensor, tf.mul(by, along[key] as tf.Tensor)),
  ]);
  return Object.fromEntries(entries);
}

for (const name of ["r1", "wganGp"] as const) {
  const title = titles[name];
  const through =
    name === "r1" ? "convolution, leaky ReLU, batch norm" : "the same and an enlargement";

  test(`${title} and its gradient through ${through} are TensorFlow's in Python`, () => {
    const { want, kernels, rest, inputs, penalty } = caseOf(name);
    const result = gradients(kernels, (current) => ({
      total: penalty({ ...current, ...rest }, inputs),
      aux: {},
    }));
    assertClose(result.total.dataSync(), [want.penalty], 1e-5);
    Object.values(result.gradients).forEach((gradient, index) => {
      assertClose(gradient.dataSync(), want.gradients[index], 1e-4);
    });
  });

  test(`${title} compiled moves weights by the gradients of TensorFlow in Python`, (t) => {
    if (skip) return t.skip(skip);
    const { want, kernels, rest, inputs, penalty } = caseOf(name);
    const rate = 0.01;
    const learn: Step = (before, given) => {
      const weights = Object.fromEntries(
        Object.keys(kernels).map((key) => [key, before[key] as tf.Tensor]),
      );
      const result = gradients(weights, (current) => ({
        total: penalty({ ...before, ...current }, given),
        aux: {},
      }));
      const state = moved(weights, result.gradients, -rate);
      return { state, figures: { penalty: result.total } };
    };
    const runner = new CompiledRunner({ ...kernels, ...rest });
    assertClose([runner.run([learn], inputs).penalty ?? Number.NaN], [want.penalty], 1e-5);
    Object.keys(kernels).forEach((key, index) => {
      const wanted = want.kernels[index].map(
        (weight: number, at: number) => weight - rate * want.gradients[index][at],
      );
      assertClose((runner.tensors[key] as tf.Tensor).dataSync(), wanted, 1e-5);
    });
    runner.dispose();
  });

  // D's slope jumps where an input of leaky ReLU passes zero, and with it the penalty. Steps short
  // enough to pass none in most directions still stand out from the noise of float32.
  test(`${title}'s gradient is the slope of finite differences in most of 20 random directions`, () => {
    const { kernels, rest, inputs, penalty } = caseOf(name);
    const at = (weights: Tensors) => penalty({ ...weights, ...rest }, inputs).dataSync()[0] ?? 0;
    const { gradients: slopes } = gradients(kernels, (current) => ({
      total: penalty({ ...current, ...rest }, inputs),
      aux: {},
    }));
    const apart = Array.from({ length: 20 }, (_, direction) => {
      const along = randomDirection(kernels, direction);
      const measured =
        (at(moved(kernels, along, STEP)) - at(moved(kernels, along, -STEP))) / 2 / STEP;
      const computed = Object.entries(slopes)
        .map(([key, slope]) => tf.sum(tf.mul(slope, along[key] as tf.Tensor)).dataSync()[0] ?? 0)
        .reduce((sum, value) => sum + value, 0);
      return Math.abs(measured - computed) / (1 + Math.abs(computed));
    });
    const close = apart.filter((value) => value < 2e-2).length;
    assert.ok(close >= 14, `${close} of 20: ${apart.map((value) => value.toFixed(3)).join(" ")}`);
  });
}

test("an enlargement that can be differentiated twice is the ordinary one", () => {
  const network: Network = {
    name: "discriminator",
    input: [3, 5, 2],
    layers: [{ kind: "upsampleNearest", factor: 3 }],
  };
  const values = Float32Array.from({ length: 60 }, (_, index) => Math.sin(index));
  const input = tf.tensor4d(values, [2, 3, 5, 2]);
  const pass = (twiceDifferentiable: boolean) =>
    forward(network, {}, input, { training: true, twiceDifferentiable }).output.dataSync();
  assert.deepEqual(pass(true), pass(false));
});

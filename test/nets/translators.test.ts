import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { isNative } from "../../src/engine/nativeBackend.js";
import { Random } from "../../src/engine/random.js";
import { reflectPad } from "../../src/engine/reflectPad.js";
import { countMacs, countParameters, describe, outputOf } from "../../src/nets/describe.js";
import { forward } from "../../src/nets/forward.js";
import { initialise } from "../../src/nets/initialise.js";
import type { Layer, Network } from "../../src/nets/layer.js";
import { conv } from "../../src/nets/layers/convolution.js";
import { instanceNorm } from "../../src/nets/layers/instanceNorm.js";
import { add, concat, tap } from "../../src/nets/layers/taps.js";
import { patchDiscriminator } from "../../src/nets/patch.js";
import { residualGenerator, upscaleGenerator } from "../../src/nets/residual.js";
import { unetGenerator } from "../../src/nets/unet.js";
import { alone } from "./alone.js";

before(() => {
  openEngine();
});

const count = (network: Network) => countParameters(network).trainable;
const rgb = { channels: 3 } as const;

function noise(shape: [number, number, number, number], stream: string): tf.Tensor4D {
  const random = new Random(3, stream);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  return tf.tensor4d(values, shape);
}

function near(actual: tf.Tensor, wanted: tf.Tensor, what: string, most = 2e-5): void {
  assert.deepEqual(actual.shape, wanted.shape, what);
  const apart = tf.max(tf.abs(tf.sub(actual, wanted))).dataSync()[0] ?? Number.NaN;
  assert.ok(apart <= most, `${what}: ${apart} apart`);
}

test("CycleGAN's networks have the reference's parameters: 11.38 M and 2.76 M, small 1.97 M and 0.69 M", () => {
  assert.equal(
    count(residualGenerator({ imageSize: 256, ...rgb, filters: 64, blocks: 9 })),
    11_378_179,
  );
  assert.equal(count(patchDiscriminator({ imageSize: 256, ...rgb, filters: 64 })), 2_764_737);
  const small = residualGenerator({ imageSize: 128, ...rgb, filters: 32, blocks: 6 });
  assert.equal(count(small), 1_965_059);
  assert.equal(count(patchDiscriminator({ imageSize: 128, ...rgb, filters: 32 })), 694_241);
  assert.equal((countMacs(small) / 1e9).toFixed(1), "2.3");
});

test("pix2pix's networks have the reference's parameters: U-Net 41.83 M at 128 px, D of pairs 2.77 M", () => {
  const unet = unetGenerator({ imageSize: 128, ...rgb, filters: 64, dropout: 0.5 });
  assert.equal(count(unet), 41_825_667);
  assert.equal(count(patchDiscriminator({ imageSize: 128, channels: 6, filters: 64 })), 2_767_809);
  assert.deepEqual(outputOf(unet), [128, 128, 3]);
  const narrowest = describe(unet).map(({ output }) => output[0] ?? 0);
  assert.equal(Math.min(...narrowest), 1);
});

test("a U-Net whose output is added gives the picture itself where its weights are zero", () => {
  const unet = unetGenerator({ imageSize: 16, ...rgb, filters: 2, dropout: 0.5, added: true });
  assert.deepEqual(outputOf(unet), [16, 16, 3]);
  const state = initialise(unet, "dcgan", new Random(1, "unet"));
  const zeros = Object.entries(state).map(([name, array]) => [name, tf.zerosLike(array)]);
  const x = noise([2, 16, 16, 3], "x");
  const { output } = forward(unet, Object.fromEntries(zeros), x, { training: false });
  near(output, x, "unchanged");
});

test("pictures keep their size, the upscaler doubles it, answers are patches of an eighth", () => {
  const out = (network: Network) => outputOf(network);
  assert.deepEqual(
    out(residualGenerator({ imageSize: 20, ...rgb, filters: 2, blocks: 2 })),
    [20, 20, 3],
  );
  assert.deepEqual(
    out(upscaleGenerator({ imageSize: 20, ...rgb, filters: 2, blocks: 2 })),
    [40, 40, 3],
  );
  assert.deepEqual(out(patchDiscriminator({ imageSize: 64, ...rgb, filters: 2 })), [8, 8, 1]);
  assert.throws(() => unetGenerator({ imageSize: 96, ...rgb, filters: 2, dropout: 0 }), {
    name: "ConfigError",
    message: "data.imageSize: expected a power of two of at least 8 px for unet, got 96",
  });
});

test("nearest enlargement costs as many parameters, and where transposed convolutions leave a grid on an even surface it leaves none", () => {
  const way = (enlargement: "transposed" | "nearest") =>
    residualGenerator({ imageSize: 32, ...rgb, filters: 4, blocks: 1, enlargement });
  assert.equal(count(way("nearest")), count(way("transposed")));
  assert.deepEqual(outputOf(way("nearest")), [32, 32, 3]);
  const gridOf = (enlargement: "transposed" | "nearest") => {
    const layers = way(enlargement).layers;
    const norm = layers.findIndex(({ kind }) => kind === "add") + 1;
    const end = layers.findIndex(({ kind }, at) => at > norm && kind === "instanceNorm");
    const network: Network = { name: "net", input: [8, 8, 16], layers: layers.slice(norm, end) };
    const state = initialise(network, "dcgan", new Random(5, "net weights"));
    const { output } = forward(network, state, tf.ones([1, 8, 8, 16]), { training: false });
    const inner = tf.slice4d(output as tf.Tensor4D, [0, 4, 4, 0], [1, 8, 8, 8]);
    const { variance } = tf.moments(inner, [1, 2]);
    return tf.max(variance).dataSync()[0] ?? Number.NaN;
  };
  assert.ok(gridOf("nearest") < 1e-10, `nearest: ${gridOf("nearest")}`);
  assert.ok(gridOf("transposed") > 1e-4, `transposed: ${gridOf("transposed")}`);
});

test("a tap is added to the output, or stands before its channels", () => {
  const identity = tf.tensor4d([1, 0, 0, 1], [1, 1, 2, 2]);
  const x = noise([2, 3, 3, 2], "x");
  const run = (join: Layer) => {
    const layers = [tap("skip"), conv(2, 1, { bias: false }), join];
    const network: Network = { name: "net", input: [3, 3, 2], layers };
    const state = { "net/01-conv/kernel": tf.mul(identity, 3) };
    const { output } = forward(network, state, x, { training: false });
    assert.deepEqual(output.shape.slice(1), outputOf(network));
    return output;
  };
  near(run(add("skip")), tf.mul(x, 4), "sum");
  near(run(concat("skip")), tf.concat([x, tf.mul(x, 3)], 3), "channels");
  const strange: Network = {
    name: "net",
    input: [4, 4, 1],
    layers: [tap("skip"), conv(1, 3, { strides: 2 }), add("skip")],
  };
  assert.throws(
    () => outputOf(strange),
    /^ShapeError: net: input of layer 2, add: expected \[4,4,1\], as tap "skip", got \[2,2,1\]$/,
  );
});

test("reflection padding mirrors without the edge, and its gradient is the fold back", () => {
  const row = reflectPad(tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]), 1);
  assert.deepEqual([...row.dataSync().slice(0, 5)], [5, 4, 5, 6, 5]);
  const x = noise([2, 5, 4, 3], "x");
  const slope = noise([2, 9, 8, 3], "slope");
  const places = (size: number) =>
    Array.from({ length: size + 4 }, (_, at) =>
      Math.abs(at - 2) < size ? Math.abs(at - 2) : 2 * size - at,
    );
  const plain = (input: tf.Tensor) => {
    const rows = tf.gather(input, tf.tensor1d(places(5), "int32"), 1);
    return tf.gather(rows, tf.tensor1d(places(4), "int32"), 2);
  };
  near(reflectPad(x, 2), plain(x), "value", 0);
  const ours = tf.grad((input: tf.Tensor) => reflectPad(input as tf.Tensor4D, 2))(x, slope);
  near(ours, tf.grad(plain)(x, slope), "gradient");
});

for (const batch of [1, 3]) {
  test(`instance norm of ${batch} has the values and gradients of its formula`, (t) => {
    if (!isNative()) return t.skip("the plain engine has only the formula");
    const x = noise([batch, 4, 5, 6], "x");
    const slope = noise([batch, 4, 5, 6], "slope");
    const ours = (input: tf.Tensor) => alone(instanceNorm, input);
    const formula = (input: tf.Tensor) =>
      alone(instanceNorm, input, {}, { training: false, twiceDifferentiable: true });
    near(ours(x), formula(x), "value");
    near(tf.grad(ours)(x, slope), tf.grad(formula)(x, slope), "gradient");
    const means = tf.mean(ours(x), [1, 2]);
    near(means, tf.zeros([batch, 6]), "mean");
  });
}

test("given the statistics of the whole, an instance norm of a part is the part of the whole", () => {
  const x = noise([1, 8, 8, 2], "x");
  const statistics = {
    "net/00-instanceNorm/mean": tf.mean(x, [0, 1, 2]),
    "net/00-instanceNorm/variance": tf.mean(
      tf.square(tf.sub(x, tf.mean(x, [1, 2], true))),
      [0, 1, 2],
    ),
  };
  const whole = alone(instanceNorm, x) as tf.Tensor4D;
  const part = (all: tf.Tensor4D) => tf.slice4d(all, [0, 2, 2, 0], [1, 4, 4, 2]);
  near(alone(instanceNorm, part(x), {}, { training: false, statistics }), part(whole), "part");
});

test("a bias right before an instance norm changes nothing and is not moved", () => {
  const network = patchDiscriminator({ imageSize: 16, channels: 1, filters: 2 });
  const start = initialise(network, "dcgan", new Random(1, "weights"));
  const x = noise([1, 16, 16, 1], "x");
  const run = (bias: number) =>
    forward(network, { ...start, "discriminator/02-conv/bias": tf.fill([4], bias) }, x, {
      training: true,
    }).output;
  near(run(5), run(0), "output", 0);
});

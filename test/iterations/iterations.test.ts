import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, findIteration } from "../../src/iterations/catalogue.js";
import { derive } from "../../src/iterations/derive.js";
import { diff } from "../../src/iterations/diff.js";
import { checkFits, estimate } from "../../src/iterations/estimate.js";
import { gan128MNIST } from "../../src/iterations/gan128MNIST.js";
import { buildDiscriminator, buildGenerator } from "../../src/iterations/networks.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { scaled } from "../../src/iterations/scaled.js";
import { countParameters } from "../../src/nets/describe.js";

const { asRun, asTold, asPublished, repaired } = gan128MNIST;
const changed = (...pair: Parameters<typeof diff>) => diff(...pair).map(({ field }) => field);

test("gan128MNIST asTold changes exactly these fields of asRun", () => {
  assert.deepEqual(changed(asRun, asTold), [
    "data.set",
    "data.channels",
    "data.scaling",
    "generator.filters",
    "generator.batchNormMomentum",
    "generator.learningRate",
    "discriminator.filters",
    "discriminator.batchNormMomentum",
    "discriminator.learningRate",
    "training.batchSize",
    "training.gate",
    "sampling.every",
    "sampling.grid",
    "sampling.render",
  ]);
});

test("gan128MNIST asPublished changes exactly these fields of asTold", () => {
  assert.deepEqual(changed(asTold, asPublished), [
    "data.imageSize",
    "data.scaling",
    "generator.network",
    "generator.filters",
    "generator.latentDim",
    "generator.latentNoise",
    "generator.norm",
    "generator.batchNormMomentum",
    "generator.dropout",
    "generator.learningRate",
    "discriminator.network",
    "discriminator.filters",
    "discriminator.batchNormMomentum",
    "discriminator.dropout",
    "discriminator.learningRate",
    "optimizer.kind",
    "optimizer.epsilon",
    "optimizer.shared",
    "training.batchSize",
    "training.loss",
    "training.l2",
    "training.stepOrder",
    "training.fakesForDiscriminator",
    "training.gate",
    "sampling.noise",
    "sampling.latents",
    "sampling.every",
    "sampling.render",
  ]);
});

test("gan128MNIST repaired changes exactly these fields of asTold", () => {
  assert.deepEqual(changed(asTold, repaired), [
    "data.scaling",
    "data.duplicates",
    "data.order",
    "generator.network",
    "generator.filters",
    "generator.latentNoise",
    "generator.norm",
    "generator.batchNormMomentum",
    "generator.dropout",
    "generator.dropoutLive",
    "generator.learningRate",
    "discriminator.network",
    "discriminator.filters",
    "discriminator.norm",
    "discriminator.batchNormMomentum",
    "discriminator.dropout",
    "discriminator.dropoutLive",
    "discriminator.learningRate",
    "optimizer.kind",
    "optimizer.epsilon",
    "training.initialiser",
    "training.loss",
    "training.l2",
    "training.r1Gamma",
    "training.r1Interval",
    "training.stepOrder",
    "training.gate",
    "sampling.noise",
    "sampling.latents",
    "sampling.every",
  ]);
});

test("the presets of gan128MNIST have the parameters that the report's page counts", () => {
  const counts = Object.values(gan128MNIST).map((preset) => [
    preset.preset,
    countParameters(buildGenerator(preset)).trainable,
    countParameters(buildDiscriminator(preset)).trainable,
  ]);
  assert.deepEqual(counts, [
    ["asRun", 1_052_067, 34_598_337],
    ["asTold", 209_441, 33_761_281],
    ["asPublished", 1_489_936, 533_505],
    ["repaired", 959_712, 701_632],
  ]);
});

test("a change prints as field, before, after", () => {
  const [gate] = diff(asRun, asTold).filter(({ field }) => field === "training.gate");
  assert.deepEqual(gate, {
    field: "training.gate",
    before: "generator 1.35, discriminator 1.35",
    after: "generator 1.5, discriminator 2",
  });
});

test("a section or field that does not exist is refused with those that do", () => {
  const change = (changes: object) => () => derive(asRun, { preset: "mine" }, changes);
  assert.throws(change({ training: { batchsize: 2 } }), {
    name: "ConfigError",
    message: /^field of training: expected one of batchSize, steps, .*, got "batchsize"$/,
  });
  assert.throws(change({ trainer: {} }), {
    message: /^section: expected one of data, condition, generator/,
  });
});

test("unknown iterations and presets are refused with those that exist", () => {
  assert.throws(() => findIteration("gan12"), {
    message: /expected one of gan128MNIST.*, got "gan12"/,
  });
  assert.throws(() => findIteration("gan128MNIST", "best"), {
    message:
      'preset of gan128MNIST: expected one of asRun, asTold, asPublished, repaired, got "best"',
  });
  assert.throws(() => findIteration("toString"), { name: "ConfigError" });
});

test("a scaled copy shrinks size and widths and keeps every switch", () => {
  const copy = scaled(asRun, { imageSize: 32, width: 8 });
  assert.deepEqual(changed(asRun, copy), [
    "data.imageSize",
    "generator.filters",
    "discriminator.filters",
    "discriminator.denseUnits",
  ]);
  assert.equal(copy.preset, "asRun-quick");
  assert.equal(countParameters(buildGenerator(copy)).trainable, 22_283);
  assert.equal(countParameters(buildDiscriminator(copy)).trainable, 51_257);
});

test("a size that a network cannot have is refused with what it can", () => {
  assert.throws(() => buildGenerator(scaled(asRun, { imageSize: 30 })), {
    message: "data.imageSize: expected at least 8 px and a multiple of 4 for mohr, got 30",
  });
  assert.throws(() => scaled(asRun, { width: 0 }), {
    message: /^width: expected a divisor of at least 1/,
  });
});

test("D may be narrowed less than G, or widened", () => {
  const copy = scaled(asRun, { imageSize: 32, width: 8, widthD: 0.5 });
  assert.deepEqual(
    [copy.generator.filters, copy.discriminator.filters],
    [
      [32, 16, 8],
      [512, 256, 128],
    ],
  );
  assert.throws(() => scaled(asRun, { widthD: 0 }), {
    message: "widthD: expected a divisor above 0, got 0",
  });
});

test("every preset has a quick copy that says so and that its networks can have", () => {
  for (const [name, presets] of Object.entries(catalogue)) {
    for (const preset of Object.keys(presets)) {
      const copy = quickCopy(name, preset);
      assert.match(copy.preset, /-quick$/);
      assert.match(copy.title, /quick/);
      assert.ok(estimate(copy).totalBytes < 2 ** 30, `${name} ${preset}`);
    }
  }
});

test("what cannot fit is refused before it is built, with the numbers", () => {
  assert.throws(() => checkFits(asRun, 256 * 1024 ** 2), {
    name: "ConfigError",
    message:
      /gan128MNIST asRun: expected to fit into 256 MiB of memory, got an estimate of .*34\.60 M parameters/,
  });
  assert.ok(
    checkFits(repaired, 24 * 1024 ** 3).totalBytes > estimate(quickCopy("gan128MNIST")).totalBytes,
  );
});

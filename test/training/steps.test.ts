import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import type { Step, Tensors } from "../../src/engine/step.js";
import { gan128MNIST } from "../../src/iterations/gan128MNIST.js";
import { scaled } from "../../src/iterations/scaled.js";
import type { Images } from "../../src/shape.js";
import { trainDiscriminatorStep } from "../../src/training/discriminatorStep.js";
import { Gan } from "../../src/training/gan.js";
import { gate } from "../../src/training/gate.js";
import { trainGeneratorStep } from "../../src/training/generatorStep.js";
import { initialState } from "../../src/training/initialState.js";
import { playersOf } from "../../src/training/players.js";
import { scaleReals } from "../../src/training/scaleReals.js";

before(() => {
  openEngine();
});

const small = {
  asRun: scaled(gan128MNIST.asRun, { imageSize: 16, width: 16 }),
  asTold: scaled(gan128MNIST.asTold, { imageSize: 16, width: 8 }),
  asPublished: scaled(gan128MNIST.asPublished, { imageSize: 16, width: 16 }),
  repaired: scaled(gan128MNIST.repaired, { imageSize: 16, width: 4 }),
};

function pictures(count: number, channels: 1 | 3, seed = 1): Images {
  const random = new Random(seed, "pictures");
  const data = Uint8Array.from({ length: count * 16 * 16 * channels }, () => random.integer(256));
  return { data, count, height: 16, width: 16, channels };
}

/** Names of the state's entries that a step changes. */
function moved(step: Step, state: Tensors, inputs: Tensors): readonly string[] {
  const after = step(state, inputs).state;
  return Object.entries(after)
    .filter(([name, tensor]) => {
      const [old, now] = [state[name]?.dataSync(), tensor.dataSync()];
      return now.some((value, index) => value !== old?.[index]);
    })
    .map(([name]) => name);
}

function play(iteration: typeof small.repaired) {
  const players = playersOf(iteration);
  const state = initialState(players, 1);
  const { batchSize } = iteration.training;
  const images = pictures(batchSize, iteration.data.channels);
  const inputs = {
    real: scaleReals(images, iteration.data.scaling, new Float32Array(images.data.length)),
    latents: tf.randomNormal([batchSize, ...players.generator.input], 0, 1, "float32", 5),
    dropoutSeed: tf.tensor1d([1, 2], "int32"),
  };
  return { players, state, inputs };
}

for (const [name, iteration] of Object.entries(small)) {
  test(`${name}: a discriminator step leaves the generator's weights unchanged`, () => {
    const { players, state, inputs } = play(iteration);
    const options = {
      sides: "both",
      fakesIn: "training",
      advanceGenerator: false,
      withR1: name === "repaired",
    } as const;
    const names = moved(trainDiscriminatorStep(players, options), state, inputs);
    assert.ok(names.some((entry) => /^discriminator\/.*kernel/.test(entry)));
    assert.deepEqual(
      names.filter((entry) => /generator\//.test(entry)),
      [],
    );
  });

  test(`${name}: a generator step leaves the discriminator's weights and statistics unchanged`, () => {
    const { players, state, inputs } = play(iteration);
    const names = moved(trainGeneratorStep(players), state, inputs);
    // asRun starts as an all-zero map (batch norm of one picture), so that only biases can move
    assert.ok(
      names.some((entry) =>
        (name === "asRun" ? /^generator\/.*bias/ : /^generator\/.*kernel/).test(entry),
      ),
    );
    assert.deepEqual(
      names.filter((entry) => /discriminator\//.test(entry)),
      [],
    );
  });

  test(`${name}: no tensor leaks from step to step, and the same seed plays the same game`, () => {
    const games = [new Gan(iteration, 1), new Gan(iteration, 1)];
    const counts: number[] = [];
    for (let step = 0; step < 9; step++) {
      const images = pictures(iteration.training.batchSize, iteration.data.channels, step);
      const [first, second] = games.map((game) => game.play(images, step));
      assert.deepEqual(first, second);
      counts.push(tf.memory().numTensors);
    }
    assert.deepEqual(
      counts.slice(1),
      counts.slice(1).map(() => counts[1]),
    );
    const [a, b] = games.map((game) =>
      Object.values(game.tensors).map((tensor) => tensor.dataSync()),
    );
    assert.deepEqual(a, b);
    for (const game of games) game.dispose();
  });
}

test("a game frees every tensor it made", () => {
  const before = tf.memory().numTensors;
  const gan = new Gan(small.repaired, 1);
  gan.play(pictures(64, 1), 0);
  gan.sample(new Float32Array(3 * 64).fill(0.5));
  gan.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test("a shared optimizer counts all three updates of a Keras step with one counter", () => {
  const gan = new Gan(small.asPublished, 1);
  gan.play(pictures(4, 1), 0);
  gan.play(pictures(4, 1), 1);
  const counters = Object.keys(gan.tensors).filter((name) => name.endsWith("/count"));
  assert.deepEqual(counters, ["optimizer/shared/count"]);
  assert.equal(gan.tensors["optimizer/shared/count"]?.dataSync()[0], 6);
  gan.dispose();
});

test("in training at batch 1 the first dense layer forgets its latent, the cause B of failure", () => {
  const gan = new Gan(small.asRun, 1);
  const latents = (seed: number) => {
    const random = new Random(seed, "z");
    return Float32Array.from({ length: 64 }, () => random.uniform());
  };
  assert.deepEqual(gan.sample(latents(1), "training"), gan.sample(latents(2), "training"));
  assert.notDeepEqual(gan.sample(latents(1)), gan.sample(latents(2)));
  gan.dispose();
});

test("the gate skips the network that is ahead, by strict inequalities", () => {
  const rule = { generator: 1.5, discriminator: 2 };
  const ask = (generatorLoss: number, discriminatorLoss: number) => {
    const losses = {
      generatorLoss: tf.scalar(generatorLoss),
      discriminatorLoss: tf.scalar(discriminatorLoss),
    };
    const { trainGenerator, trainDiscriminator } = gate(rule, losses);
    return { G: trainGenerator.dataSync()[0], D: trainDiscriminator.dataSync()[0] };
  };
  assert.deepEqual(ask(1, 1), { G: 1, D: 1 });
  assert.deepEqual(ask(1, 1.5), { G: 1, D: 1 });
  assert.deepEqual(ask(1, 1.51), { G: 0, D: 1 });
  assert.deepEqual(ask(2, 1), { G: 1, D: 1 });
  assert.deepEqual(ask(2.01, 1), { G: 1, D: 0 });
});

test("reals reach the discriminator as 0..255, 0..1 or -1..1", () => {
  const images: Images = {
    data: Uint8Array.from([0, 51, 255]),
    count: 1,
    height: 1,
    width: 1,
    channels: 3,
  };
  const scale = (scaling: "raw255" | "unit01" | "sym11") => [
    ...scaleReals(images, scaling, new Float32Array(3)).dataSync(),
  ];
  assert.deepEqual(scale("raw255"), [0, 51, 255]);
  assert.deepEqual(scale("unit01"), [0, Math.fround(0.2), 1]);
  assert.deepEqual(scale("sym11"), [-1, Math.fround(51 / 127.5 - 1), 1]);
});

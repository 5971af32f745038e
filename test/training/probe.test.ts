import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { Random } from "../../src/engine/random.js";
import { bestMode } from "../../src/engine/runner.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { quickCopy } from "../../src/iterations/quick.js";
import type { Images } from "../../src/shape.js";
import { Gan } from "../../src/training/gan.js";
import { isProbed } from "../../src/training/probeStep.js";
import {
  checkerOf,
  coarseOf,
  lag1Of,
  rankOf,
  shareAtEnds,
  spreadOf,
} from "../../src/training/probeTensors.js";

before(() => {
  openEngine();
});

/** Steps that are probed, and that are not. */
const [PROBED, PLAIN] = [0, 1];

function batchFor({ data, training }: Iteration): Images {
  const { imageSize, channels } = data;
  const random = new Random(1, "probe test");
  const bytes = Uint8Array.from(
    { length: training.batchSize * imageSize ** 2 * channels },
    () => random.word() & 255,
  );
  return { data: bytes, count: training.batchSize, height: imageSize, width: imageSize, channels };
}

/** Signals of the first step of a small copy. */
function probe(name: string, preset: string, change: (it: Iteration) => Iteration = (it) => it) {
  const iteration = change(quickCopy(name, preset));
  const gan = new Gan(iteration, 1);
  const figures = gan.play(batchFor(iteration), PROBED);
  gan.dispose();
  return figures as Record<string, number>;
}

const images = (values: (y: number, x: number, n: number) => number, count = 1, side = 16) =>
  tf.tidy(() => {
    const data = Float32Array.from({ length: count * side * side }, (_, at) =>
      values(Math.floor(at / side) % side, at % side, Math.floor(at / side / side)),
    );
    return tf.tensor4d(data, [count, side, side, 1]);
  });
const number = (make: () => tf.Tensor) => tf.tidy(() => make().dataSync()[0] as number);
const close = (got: number, want: number, by: number) =>
  assert.ok(Math.abs(got - want) <= by, `${got} is not ${want} within ${by}`);

const ramp = () => images((y, x) => y + x);
const board = () => images((y, x) => (y + x) % 2);
const noise = () => {
  const random = new Random(1, "noise");
  return images(() => random.normal(), 8, 32);
};

test("smoothness is near 1 on a ramp, 0 on noise, and -1 on a checkerboard", () => {
  close(
    number(() => lag1Of(ramp())),
    1,
    0.03,
  );
  close(
    number(() => lag1Of(noise())),
    0,
    0.03,
  );
  close(
    number(() => lag1Of(board())),
    -1,
    0.01,
  );
});

test("checkerboard power is 1 on a checkerboard, a quarter on noise, 0 on a ramp", () => {
  close(
    number(() => checkerOf(board())),
    1,
    0.01,
  );
  close(
    number(() => checkerOf(noise())),
    0.25,
    0.03,
  );
  close(
    number(() => checkerOf(ramp())),
    0,
    1e-6,
  );
});

test("low frequencies hold a ramp's contrast, 1/16 of noise's in blocks of 4, none of a board's", () => {
  close(
    number(() => coarseOf(ramp(), 2)),
    1,
    0.02,
  );
  close(
    number(() => coarseOf(noise(), 4)),
    1 / 16,
    0.02,
  );
  close(
    number(() => coarseOf(board(), 2)),
    0,
    1e-6,
  );
});

test("a batch that moves along one picture has rank 1, independent noise nearly batch - 1", () => {
  close(
    number(() => rankOf(images((y, x, n) => n * (y - x), 8))),
    1,
    1e-4,
  );
  close(
    number(() => rankOf(noise())),
    7,
    0.1,
  );
});

test("spread and the share at the ends are what they say", () => {
  close(
    number(() => spreadOf(images((_y, _x, n) => n, 2))),
    0.5,
    1e-6,
  );
  close(
    number(() => shareAtEnds(tf.tensor1d([-1, -0.99, -0.9, 0, 0.985]), [-1, 1], 0.02)),
    0.6,
    1e-6,
  );
});

test("signals are taken early and then every fiftieth step", () => {
  const steps = Array.from({ length: 151 }, (_, done) => done).filter(
    (done) => done > 0 && isProbed(done),
  );
  assert.deepEqual(steps, [1, 10, 25, 50, 100, 150]);
});

test("a probe moves no array of the game and no random stream", () => {
  const iteration = quickCopy("gan128MNIST", "asTold");
  const [one, other] = [new Gan(iteration, 1), new Gan(iteration, 1)];
  const batch = batchFor(iteration);
  const withProbe = one.play(batch, PROBED);
  const without = other.play(batch, PLAIN);
  assert.ok("trainingSpread" in withProbe && !("trainingSpread" in without));
  assert.deepEqual(one.plainState(), other.plainState());
  for (const [name, tensor] of Object.entries(one.tensors))
    assert.deepEqual(tensor.dataSync(), other.tensors[name]?.dataSync(), name);
  one.dispose();
  other.dispose();
});

test("op by op and compiled, signals agree", {
  skip: bestMode() === "eager" && "no compiled steps on this engine",
}, () => {
  const iteration = quickCopy("gan128MNIST", "repaired");
  const [compiled, eager] = (["compiled", "eager"] as const).map((mode) => {
    const gan = new Gan(iteration, 1, mode);
    const figures = gan.play(batchFor(iteration), PROBED);
    gan.dispose();
    return figures;
  });
  assert.deepEqual(Object.keys(compiled ?? {}), Object.keys(eager ?? {}));
  for (const [name, value] of Object.entries(compiled ?? {}))
    close(value, eager?.[name] ?? Number.NaN, 2e-3 * Math.max(1, Math.abs(value)));
});

test("raw bytes show in the input's range, scaled ones do not", () => {
  const raw = probe("gan128Paintings", "asRun");
  assert.deepEqual([raw.inputMin, raw.inputMax], [0, 255]);
  const scaled = probe("gan128MNIST", "repaired");
  assert.deepEqual([scaled.inputMin, scaled.inputMax], [-1, 1]);
});

test("a batch of one behind batch norm: spread and first gradient are exactly 0; with more they are not", () => {
  const one = probe("gan128Paintings", "asRun");
  assert.deepEqual([one.trainingSpread, one.firstGradient], [0, 0]);
  const many = probe("gan128Paintings", "asRun", (it) => ({
    ...it,
    training: { ...it.training, batchSize: 8 },
  }));
  assert.ok((many.trainingSpread ?? 0) > 1e-3, String(many.trainingSpread));
  assert.ok((many.firstGradient ?? 0) > 0, String(many.firstGradient));
});

test("inert dropout answers twice alike, live dropout does not, no dropout is no figure", () => {
  const live = (dropoutLive: boolean) => (it: Iteration) => ({
    ...it,
    generator: { ...it.generator, dropoutLive },
    discriminator: { ...it.discriminator, dropoutLive },
  });
  const inert = probe("gan128MNIST", "asTold", live(false));
  assert.deepEqual([inert.dropoutApartD, inert.dropoutApartG], [0, 0]);
  const alive = probe("gan128MNIST", "asTold", live(true));
  assert.ok((alive.dropoutApartD ?? 0) > 0 && (alive.dropoutApartG ?? 0) > 0);
  const none = probe("gan128MNIST", "repaired");
  assert.deepEqual([none.dropoutApartD, none.dropoutApartG], [undefined, undefined]);
});

test("a dense head's roughness and a shifted noise picture are figures only where there is one", () => {
  const dense = probe("kerasGANv3", "asRun");
  close(dense.headLag1 ?? Number.NaN, 0, 0.1);
  assert.equal(dense.shiftFollows, undefined);
  const filter = probe("kerasGANv5", "asRunSmall");
  assert.ok((filter.shiftFollows ?? 0) > 0.9, String(filter.shiftFollows));
  assert.equal(filter.headLag1, undefined);
});

test("D's answer to the fakes that it learns from is the probe's answer to the mode they are in", () => {
  const inMode = (preset: string, fakes: Iteration["training"]["fakesForDiscriminator"]) =>
    probe("gan128MNIST", preset, (it) => ({
      ...it,
      training: { ...it.training, batchSize: 8, gate: "none", fakesForDiscriminator: fakes },
    }));
  for (const preset of ["repaired", "asTold"]) {
    for (const [fakes, signal] of [
      ["training", "dTrained"],
      ["inference", "dSampled"],
    ] as const) {
      const figures = inMode(preset, fakes);
      close(figures.dShown ?? figures.dFake ?? Number.NaN, figures[signal] ?? 0, 1e-5);
      assert.ok(Math.abs((figures.dTrained ?? 0) - (figures.dSampled ?? 0)) > 1e-4, preset);
    }
  }
});

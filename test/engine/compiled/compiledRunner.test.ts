import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { CompiledRunner } from "../../../src/engine/compiled/compiledRunner.js";
import { profile } from "../../../src/engine/compiled/profile.js";
import { gradients } from "../../../src/engine/gradients.js";
import { bestMode } from "../../../src/engine/runner.js";
import { EagerRunner, type Step, type Tensors } from "../../../src/engine/step.js";
import { ConfigError, ShapeError } from "../../../src/errors.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no compiled steps";
});

const initial = () => ({
  w: tf.tensor2d([
    [1, -1, 0.5],
    [2, 0, 1],
  ]),
  count: tf.scalar(0),
});

/** A layer, a gradient, an update. */
const fit: Step = (state, { x }) => {
  const { total, gradients: slopes } = gradients({ w: state.w as tf.Tensor }, ({ w }) => {
    const y = tf.tanh(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D));
    return { total: tf.mean(tf.square(y)), aux: {} };
  });
  const w = tf.sub(state.w as tf.Tensor, tf.mul(0.1, slopes.w as tf.Tensor));
  return { state: { w, count: tf.add(state.count as tf.Tensor, 1) }, figures: { loss: total } };
};

/** Two entries change places; a reading after a writing would lose one of them. */
const swap: Step = ({ a, b }) => ({
  state: { a: b as tf.Tensor, b: a as tf.Tensor },
  figures: {},
});

const x = (rows = 4) =>
  tf.tensor2d(
    Float32Array.from({ length: rows * 2 }, (_, index) => Math.sin(index)),
    [rows, 2],
  );

function refused(
  step: Step,
  inputs: Tensors,
  kind: typeof ConfigError | typeof ShapeError,
  message: RegExp,
): void {
  const runner = new CompiledRunner(initial());
  const count = tf.memory().numTensors;
  assert.throws(
    () => runner.run([step], inputs),
    (error) => {
      assert.ok(error instanceof kind, String(error));
      assert.match(error.message, message);
      return true;
    },
  );
  assert.equal(tf.memory().numTensors, count);
  assert.ok(Number.isFinite(runner.run([fit], { x: x() }).loss)); // still usable
  runner.dispose();
}

test("1,000 steps keep the number of tensors and the memory", (t) => {
  if (skip) return t.skip(skip);
  const before = tf.memory().numTensors;
  const runner = new CompiledRunner(initial());
  const input = x();
  const play = (steps: number) => {
    for (let step = 0; step < steps; step++) runner.run([fit], { x: input });
    return { tensors: tf.memory().numTensors, mib: process.memoryUsage.rss() / 2 ** 20 };
  };
  play(500);
  const first = play(200);
  const last = play(800);
  assert.equal(last.tensors, first.tensors);
  assert.ok(last.mib - first.mib < 16, `${first.mib} MiB, then ${last.mib} MiB`);
  assert.equal(runner.tensors.count?.dataSync()[0], 1500);
  runner.dispose();
  input.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test("several steps share one state, and a step met later finds it as it is", (t) => {
  if (skip) return t.skip(skip);
  const [compiled, eager] = [new CompiledRunner(initial()), new EagerRunner(initial())];
  const decay: Step = ({ w }) => ({
    state: { w: tf.mul(w as tf.Tensor, 0.5) },
    figures: { mean: tf.mean(w as tf.Tensor) },
  });
  for (const step of [fit, fit, decay, fit, decay]) {
    const [ours, theirs] = [compiled.run([step], { x: x() }), eager.run([step], { x: x() })];
    const name = step === fit ? "loss" : "mean";
    assert.ok(Math.abs((ours[name] ?? 9) - (theirs[name] ?? 0)) < 1e-6);
  }
  assert.equal(compiled.tensors.count?.dataSync()[0], 3);
  compiled.dispose();
  eager.dispose();
});

test("every entry is read before any is written", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner({ a: tf.scalar(1), b: tf.scalar(2) });
  for (let step = 0; step < 51; step++) runner.run([swap], {});
  assert.deepEqual([runner.tensors.a?.dataSync()[0], runner.tensors.b?.dataSync()[0]], [2, 1]);
  runner.dispose();
});

test("the state can be read, set and read again; the values given stay the caller's", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner(initial());
  const start = Array.from(runner.tensors.w?.dataSync() ?? []);
  const saved = { w: tf.ones([2, 3]), count: tf.scalar(41) };
  runner.set(saved);
  assert.deepEqual(Array.from(runner.tensors.w?.dataSync() ?? []), [1, 1, 1, 1, 1, 1]);
  runner.run([fit], { x: x() });
  assert.equal(runner.tensors.count?.dataSync()[0], 42);
  assert.deepEqual(Array.from(saved.w.dataSync()), [1, 1, 1, 1, 1, 1]);
  assert.notDeepEqual(start, Array.from(runner.tensors.w?.dataSync() ?? []));
  assert.throws(() => runner.set({ w: saved.w }), /^ShapeError: state count: .* got "nothing"$/);
  assert.throws(() => runner.set({ ...saved, w: tf.ones([3, 2]) }), ShapeError);
  runner.dispose();
});

test("an input that becomes state outlives the array it came from", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner({ kept: tf.zeros([1024]) });
  const keep: Step = (_state, inputs) => ({ state: { kept: inputs.x as tf.Tensor }, figures: {} });
  const values = new Float32Array(1024).fill(3);
  const input = tf.tensor1d(values);
  runner.run([keep], { x: input });
  values.fill(9);
  input.dispose();
  assert.equal(
    runner.tensors.kept?.dataSync().every((value) => value === 3),
    true,
  );
  runner.dispose();
});

test("a value read back into JavaScript is refused, with the place", (t) => {
  if (skip) return t.skip(skip);
  const reading: Step = (state) => {
    const mean = tf.mean(state.w as tf.Tensor).dataSync()[0] ?? 0;
    return { state: {}, figures: { mean: tf.scalar(mean) } };
  };
  const where =
    /^compiled step at test\/engine\/compiled\/compiledRunner\.test\.ts:\d+: expected no values read/;
  refused(reading, {}, ConfigError, where);
});

test("a step that is another one each time is refused, with the place", (t) => {
  if (skip) return t.skip(skip);
  const noisy: Step = (state) => ({
    state: { w: tf.add(state.w as tf.Tensor, tf.randomNormal([2, 3])) },
    figures: {},
  });
  const message =
    /^compiled step at test\/engine\/compiled\/compiledRunner\.test\.ts:\d+: expected the same operations and constants each time/;
  refused(noisy, {}, ConfigError, message);
});

test("a tensor from outside the step is refused", (t) => {
  if (skip) return t.skip(skip);
  const outside = tf.ones([2, 3]);
  const captured: Step = (state) => ({
    state: { w: tf.add(state.w as tf.Tensor, outside) },
    figures: {},
  });
  refused(
    captured,
    {},
    ConfigError,
    /expected only tensors of its state, its inputs, or made in it/,
  );
});

test("a step whose state or figures have another shape is refused by name", (t) => {
  if (skip) return t.skip(skip);
  const longer: Step = (state) => ({
    state: { w: tf.tile(state.w as tf.Tensor, [2, 1]) },
    figures: {},
  });
  refused(longer, {}, ShapeError, /^state w: expected shape \[2,3\], float32, got "shape \[4,3\]/);
  const vector: Step = (state) => ({ state: {}, figures: { w: state.w as tf.Tensor } });
  refused(vector, {}, ShapeError, /^figure w: expected one float32 number/);
});

test("inputs of another shape, type or name than recorded are refused by name", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner(initial());
  runner.run([fit], { x: x(4) });
  const wrong: [Tensors, RegExp][] = [
    [{ x: x(3) }, /^ShapeError: inputs x: expected \[4, 2\] float32, got "\[3, 2\] float32"$/],
    [{ x: tf.ones([4, 2], "int32") }, /expected \[4, 2\] float32, got "\[4, 2\] int32"$/],
    [{}, /inputs x: expected \[4, 2\] float32, got "nothing"$/],
  ];
  for (const [inputs, message] of wrong) assert.throws(() => runner.run([fit], inputs), message);
  runner.dispose();
});

test("an error inside the graph names the operation and the line that recorded it", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner({ pictures: tf.ones([2, 3, 3, 1]) });
  const cut: Step = ({ pictures }, { which }) => {
    const boxes = tf.tensor2d([[0, 0, 1, 1]]);
    const part = tf.image.cropAndResize(
      pictures as tf.Tensor4D,
      boxes,
      which as tf.Tensor1D,
      [2, 2],
    );
    return { state: {}, figures: { mean: tf.mean(part) } };
  };
  const at = (picture: number) => ({ which: tf.tensor1d([picture], "int32") });
  assert.equal(runner.run([cut], at(1)).mean, 1);
  assert.throws(
    () => runner.run([cut], at(7)),
    /^Error: compiled step, CropAndResize recorded at test\/engine\/compiled\/compiledRunner\.test\.ts:\d+: .*box_index has values outside/s,
  );
  assert.equal(runner.run([cut], at(0)).mean, 1);
  runner.dispose();
});

test("what is asked for is read and no more, let go, and read again as it was", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner(initial());
  runner.forget(); // before the first step the state is nowhere else
  runner.run([fit], { x: x() });
  const before = tf.memory().numTensors;
  const first = runner.tensors.w?.dataSync().slice();
  assert.equal(tf.memory().numTensors, before + 1);
  assert.deepEqual(Object.keys(runner.tensors), ["w", "count"]);
  assert.equal(tf.memory().numTensors, before + 1);
  assert.equal(runner.tensors.w, runner.tensors.w);
  runner.forget();
  assert.equal(tf.memory().numTensors, before);
  assert.deepEqual(runner.tensors.w?.dataSync(), first);
  runner.dispose();
});

test("a profile counts the operations of the steps that ran meanwhile, and no others", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner(initial());
  runner.run([fit], { x: x() });
  const once = profile(() => runner.run([fit], { x: x() }));
  const thrice = profile(() => {
    for (let step = 0; step < 3; step++) runner.run([fit], { x: x() });
  });
  const products = (times: ReturnType<typeof profile>) =>
    times.filter(({ kind }) => /MatMul/.test(kind)).reduce((sum, { count }) => sum + count, 0);
  assert.ok(products(once) > 0);
  assert.equal(products(thrice), 3 * products(once));
  assert.deepEqual(
    profile(() => {}),
    [],
  );
  runner.dispose();
});

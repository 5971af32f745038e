import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { branch } from "../../src/engine/branch.js";
import { CompiledRunner } from "../../src/engine/compiled/compiledRunner.js";
import { bestMode } from "../../src/engine/runner.js";
import { EagerRunner, type Step, type Tensors } from "../../src/engine/step.js";
import { initialSlots, type Optimizer, update } from "../../src/training/optimizers.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no graphs";
});

const adam: Optimizer = { kind: "adam", beta1: 0.5, beta2: 0.999, epsilon: 1e-8 };
const options = { owner: "o", counter: "count", learningRate: 0.1 };

function initial(): Tensors {
  const weights = { w: tf.tensor1d([1, -2, 3]) };
  return { ...weights, ...initialSlots(adam, "o", weights), count: tf.scalar(0) };
}

const positive = (x?: tf.Tensor) => tf.greater(x as tf.Tensor, 0);

/** Adam, in place, twice: where `first` is positive and, on what that leaves, where `second` is. */
const choosy: Step = (state, { first, second }) => {
  const learn = (from: Tensors, sign?: tf.Tensor) =>
    branch(
      positive(sign),
      () => update(adam, options, from, { w: tf.square(from.w as tf.Tensor) }),
      from,
    );
  const once = { ...state, ...learn(state, first) };
  const twice = { ...once, ...learn(once, second) };
  return { state: twice, figures: { sum: tf.sum(twice.w as tf.Tensor) } };
};

test("branches of a compiled step update in place what op by op they update, and nothing else", (t) => {
  if (skip) return t.skip(skip);
  const [compiled, eager] = [new CompiledRunner(initial()), new EagerRunner(initial())];
  for (const [first, second] of [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
    [1, 1],
  ] as const) {
    const inputs = { first: tf.scalar(first), second: tf.scalar(second) };
    const [ours, theirs] = [compiled.run([choosy], inputs), eager.run([choosy], inputs)];
    assert.ok(Math.abs((ours.sum ?? 0) - (theirs.sum ?? 0)) < 1e-5, `${first} ${second}`);
    for (const [name, tensor] of Object.entries(eager.tensors)) {
      const wanted = tensor.dataSync();
      compiled.tensors[name]?.dataSync().forEach((value, index) => {
        const apart = Math.abs(value - (wanted[index] ?? Number.NaN));
        assert.ok(apart <= 1e-5 * (1 + Math.abs(value)), `${name}[${index}]: ${value}, ${wanted}`);
      });
    }
  }
  compiled.dispose();
  eager.dispose();
});

test("a branch's work is done only where it is taken; a figure that it alone has is zero elsewhere", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner({ pictures: tf.ones([2, 3, 3, 1]) });
  const cut: Step = ({ pictures }, { which }) => {
    const fails = () =>
      tf.image.cropAndResize(
        pictures as tf.Tensor4D,
        tf.tensor2d([[0, 0, 1, 1]]),
        which as tf.Tensor1D,
        [2, 2],
      );
    const figures = branch(
      tf.less(tf.sum(which as tf.Tensor), 5),
      () => ({ mean: tf.mean(fails()) }),
      {},
    );
    return { state: {}, figures };
  };
  const at = (picture: number) => ({ which: tf.tensor1d([picture], "int32") });
  assert.equal(runner.run([cut], at(1)).mean, 1);
  assert.equal(runner.run([cut], at(7)).mean, 0);
  assert.throws(() => runner.run([cut], at(3)), /CropAndResize recorded at test\/engine\/branch/);
  runner.dispose();
});

test("work that was recorded before a branch is not recorded again in it", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner({ w: tf.ones([2, 2]) });
  const step: Step = ({ w }, { sign }) => {
    const product = () => tf.matMul(w as tf.Tensor2D, w as tf.Tensor2D);
    const before = tf.sum(product());
    const within = branch(positive(sign), () => ({ twice: tf.mul(2, tf.sum(product())) }), {});
    return { state: {}, figures: { before, ...within } };
  };
  runner.prepare([[step]], { sign: tf.scalar(1) });
  assert.deepEqual(runner.run([step], { sign: tf.scalar(1) }), { before: 8, twice: 16 });
  assert.deepEqual(runner.run([step], { sign: tf.scalar(-1) }), { before: 8, twice: 0 });
  assert.equal(runner.operations(/MatMul/), 1);
  runner.dispose();
});

test("a tensor that a branch made but did not return, or of another form than otherwise, is refused", (t) => {
  if (skip) return t.skip(skip);
  const run = (step: Step) => () =>
    new CompiledRunner({ w: tf.ones([2]) }).run([step], { sign: tf.scalar(1) });
  const leaking: Step = ({ w }, { sign }) => {
    let inside = w as tf.Tensor;
    branch(
      positive(sign),
      () => {
        inside = tf.square(inside);
        return {};
      },
      {},
    );
    return { state: {}, figures: { sum: tf.sum(inside) } };
  };
  assert.throws(run(leaking), /branch\.test\.ts:\d+: expected only what a branch returns, got/);
  const growing: Step = ({ w }, { sign }) => {
    const wide = () => ({ w: tf.concat([w as tf.Tensor, w as tf.Tensor]) });
    return { state: branch(positive(sign), wide, { w: w as tf.Tensor }), figures: {} };
  };
  assert.throws(
    run(growing),
    /branch w: expected shape \[2\], float32, got "shape \[4\], float32"/,
  );
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { CompiledRunner } from "../../src/engine/compiled/compiledRunner.js";
import { updateInPlace } from "../../src/engine/inPlace.js";
import { bestMode } from "../../src/engine/runner.js";
import { EagerRunner, type Step, type Tensors } from "../../src/engine/step.js";
import { initialSlots, type Optimizer, update } from "../../src/training/optimizers.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no graphs";
});

const optimizers: readonly Optimizer[] = [
  { kind: "adam", beta1: 0.5, beta2: 0.999, epsilon: 1e-8 },
  { kind: "rmsProp", decay: 0.9, epsilon: 1e-10 },
];

function initial(optimizer: Optimizer): Tensors {
  const weights = { w: tf.tensor1d([1, -2, 3]), b: tf.tensor2d([[0.5], [0]]) };
  return { ...weights, ...initialSlots(optimizer, "o", weights), count: tf.scalar(0) };
}

/** Moves the weights by gradients made of the weights themselves. */
const mover =
  (optimizer: Optimizer): Step =>
  (state, { push }) => {
    const gradients = {
      w: tf.mul(state.w as tf.Tensor, push as tf.Tensor),
      b: tf.add(state.b as tf.Tensor, push as tf.Tensor),
    };
    const options = { owner: "o", counter: "count", learningRate: 0.01 };
    const figures = { sum: tf.sum(state.w as tf.Tensor) };
    return { state: update(optimizer, options, state, gradients), figures };
  };

function assertSame(ours: Tensors, theirs: Tensors): void {
  for (const [name, tensor] of Object.entries(theirs)) {
    const wanted = tensor.dataSync();
    ours[name]?.dataSync().forEach((value, index) => {
      const apart = Math.abs(value - (wanted[index] ?? Number.NaN));
      assert.ok(apart <= 1e-5 * (1 + Math.abs(value)), `${name}[${index}]: ${value}, ${wanted}`);
    });
  }
}

for (const optimizer of optimizers) {
  test(`${optimizer.kind} in place is ${optimizer.kind} by its formula, also twice in a turn`, (t) => {
    if (skip) return t.skip(skip);
    const step = mover(optimizer);
    const compiled = new CompiledRunner(initial(optimizer));
    const eager = new EagerRunner(initial(optimizer));
    for (let turn = 0; turn < 12; turn++) {
      const inputs = { push: tf.scalar(Math.cos(turn)) };
      const steps = turn % 3 === 2 ? [step, step] : [step];
      const [ours, theirs] = [compiled.run(steps, inputs), eager.run(steps, inputs)];
      assert.ok(Math.abs((ours.sum ?? 9) - (theirs.sum ?? 0)) < 1e-5);
    }
    assertSame(compiled.tensors, eager.tensors);
    compiled.dispose();
    eager.dispose();
  });
}

const state = () => ({ w: tf.tensor1d([1, 2]), m: tf.zeros([2]), v: tf.zeros([2]) });

const adam = (variables: readonly tf.Tensor[], gradient: tf.Tensor) =>
  updateInPlace({
    op: "ResourceApplyAdam",
    variables,
    scratch: false,
    numbers: [0.9, 0.999, 0.1, 0.9, 0.999, 1e-8],
    gradient,
  });

test("outside a recording nothing is updated in place", () => {
  const { w, m, v } = state();
  assert.equal(adam([w, m, v], w), undefined);
});

test("a value that is no longer the variable's is not updated in place", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner(state());
  const made: boolean[] = [];
  const twice: Step = ({ w, m, v }) => {
    const old = [w, m, v] as tf.Tensor[];
    const first = adam(old, w as tf.Tensor) as readonly tf.Tensor[];
    made.push(
      adam(old, w as tf.Tensor) === undefined,
      adam([tf.neg(w as tf.Tensor)], first[0] as tf.Tensor) === undefined,
    );
    const [moved, moment1, moment2] = first as [tf.Tensor, tf.Tensor, tf.Tensor];
    return {
      state: { w: moved, m: moment1, v: moment2 },
      figures: { old: tf.sum(w as tf.Tensor) },
    };
  };
  assert.equal(runner.run([twice], {}).old, 3); // read before the update
  assert.deepEqual([...new Set(made)], [true]);
  assert.ok(runner.tensors.w?.dataSync().every((value, index) => value < index + 1));
  runner.dispose();
});

test("a value after an update can be replaced, but not left out", (t) => {
  if (skip) return t.skip(skip);
  const runner = new CompiledRunner(state());
  const replace: Step = ({ w, m, v }) => {
    const [moved, m2, v2] = adam([w, m, v] as tf.Tensor[], w as tf.Tensor) as tf.Tensor[];
    const state = { w: tf.mul(moved as tf.Tensor, 0), m: m2 as tf.Tensor, v: v2 as tf.Tensor };
    return { state, figures: {} };
  };
  runner.run([replace], {});
  assert.deepEqual([...(runner.tensors.w?.dataSync() ?? [])], [0, 0]);
  const forget: Step = ({ w, m, v }) => {
    adam([w, m, v] as tf.Tensor[], w as tf.Tensor);
    return { state: {}, figures: {} };
  };
  assert.throws(
    () => runner.run([forget], {}),
    /state w: expected its updated value, got "nothing"/,
  );
  runner.dispose();
});

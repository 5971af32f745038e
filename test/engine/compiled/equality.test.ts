import assert from "node:assert/strict";
import { before, test } from "node:test";
import { fill, type Tensor } from "@tensorflow/tfjs-core";
import { openEngine } from "../../../src/engine/backend.js";
import { bestMode } from "../../../src/engine/runner.js";
import type { Figures } from "../../../src/engine/step.js";
import type { Iteration } from "../../../src/iterations/iteration.js";
import { Gan } from "../../../src/training/gan.js";
import { difference, differences } from "./difference.js";
import { batchFor, kinds, toldFor } from "./games.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no compiled steps";
});

/** Largest difference of the figures of one step. */
function apartIn(ours: Figures, theirs: Figures): number {
  assert.deepEqual(Object.keys(ours), Object.keys(theirs));
  const apart = Object.entries(theirs).map(
    ([name, value]) => Math.abs((ours[name] ?? Number.NaN) - value) / (1 + Math.abs(value)),
  );
  return Math.max(...apart);
}

// The two programs add in another order (a graph joins convolutions and products with their biases
// and activations), which float32 shows in the seventh digit. A ReLU whose
// input is that close to zero then takes the other side, and its gradient jumps: rare, but visible
// in slots at once, and in weights as a fraction of a step (Adam's and RMSProp's steps are as long
// for small gradients as for large ones). From the same state one step shows little of it; over 20
// steps it grows, most where batch norm divides by the variance of a few pixels. Measured over all
// games: 1.3e-4 in a figure, 6.2e-3 in a slot of batch norm's scale; a wrong rate, order or sign
// shows as 1e-1 and more. On a processor without AVX-512: 1.8e-2 in a figure after 20 steps.
const oneStep = { figures: 3e-4, state: 1e-2 };
const twentySteps = { figures: 4e-2, weights: 1e-2 };

/**
 * Biases right before a batch norm, which takes them out again: their gradient is nothing but
 * rounding, and Adam makes whole steps of it. With them go their slots.
 */
function isIdle({ players }: Gan, entry: string): boolean {
  return [players.generator, players.discriminator].some(({ name, layers }) =>
    layers.some(({ kind }, index) => {
      const bias = `${name}/${String(index).padStart(2, "0")}-${kind}/bias`;
      const next = layers.slice(index + 1).find((layer) => layer.kind !== "zeroPad");
      return next?.kind === "batchNorm" && (entry === bias || entry.endsWith(`/${bias}`));
    }),
  );
}

/** The largest difference between the states of two games, idle biases left out. */
function largest(ours: Gan, theirs: Gan) {
  const [first] = differences(ours.tensors, theirs.tensors).filter(
    ([entry]) => !isIdle(ours, entry),
  );
  return { entry: first?.[0], apart: first?.[1] ?? 0 };
}

/** All arrays of a network, idle biases left out, in one row. */
function arraysOf(gan: Gan, player: "generator" | "discriminator"): readonly number[] {
  return Object.entries(gan.tensors)
    .filter(([entry]) => entry.startsWith(`${player}/`) && !isIdle(gan, entry))
    .flatMap(([, tensor]) => [...tensor.dataSync()]);
}

for (const [name, iteration] of Object.entries(kinds)) {
  test(`${name}: 20 compiled steps are 20 eager steps: losses and networks`, (t) => {
    if (skip) return t.skip(skip);
    const compiled = new Gan(iteration, 1, "compiled");
    const eager = new Gan(iteration, 1, "eager");
    for (let step = 0; step < 20; step++) {
      const [batch, told] = [batchFor(iteration, step), toldFor(iteration)];
      const apart = apartIn(compiled.play(batch, step, told), eager.play(batch, step, told));
      assert.ok(apart <= twentySteps.figures, `step ${step}: ${apart}`);
    }
    assert.deepEqual(Object.keys(compiled.tensors), Object.keys(eager.tensors));
    for (const player of ["generator", "discriminator"] as const) {
      const apart = difference(arraysOf(compiled, player), arraysOf(eager, player));
      assert.ok(apart <= twentySteps.weights, `${player}: ${apart}`);
    }
    compiled.dispose();
    eager.dispose();
  });

  test(`${name}: each of 10 steps from the eager state is the eager step: figures, weights, statistics, slots`, (t) => {
    if (skip) return t.skip(skip);
    const compiled = new Gan(iteration, 2, "compiled");
    const eager = new Gan(iteration, 2, "eager");
    for (let step = 0; step < 10; step++) {
      compiled.setTensors(eager.tensors);
      const [batch, told] = [batchFor(iteration, step), toldFor(iteration)];
      const apart = apartIn(compiled.play(batch, step, told), eager.play(batch, step, told));
      assert.ok(apart <= oneStep.figures, `figures at ${step}: ${apart}`);
      const state = largest(compiled, eager);
      assert.ok(state.apart <= oneStep.state, `${state.entry} at ${step}: ${state.apart}`);
    }
    compiled.dispose();
    eager.dispose();
  });
}

/** Sets the bias of D's last layer, so that it answers 1, or 0, to everything. */
function certain(gan: Gan, bias: number): void {
  const { name, layers } = gan.players.discriminator;
  const last = layers.map(({ kind }) => kind).lastIndexOf("dense");
  const entry = `${name}/${String(last).padStart(2, "0")}-dense/bias`;
  const own = gan.tensors[entry] as Tensor;
  const sure = fill(own.shape, bias);
  gan.setTensors({ ...gan.tensors, [entry]: sure });
  sure.dispose();
}

const judgedByProbability = ["gan128MNIST asRun", "kerasGAN asRun"];
for (const name of judgedByProbability)
  for (const bias of [200, -200])
    test(`${name}: where D gives exactly ${bias > 0 ? 1 : 0}, compiled losses are the eager ones, finite`, (t) => {
      if (skip) return t.skip(skip);
      const iteration = kinds[name] as Iteration;
      const games = (["compiled", "eager"] as const).map((mode) => new Gan(iteration, 1, mode));
      const [ours, theirs] = games.map((gan) => {
        certain(gan, bias);
        return gan.play(batchFor(iteration, 1), 0, toldFor(iteration));
      }) as [Figures, Figures];
      assert.equal(ours.dFake, bias > 0 ? 1 : 0);
      assert.ok(Number.isFinite(ours.discriminatorLoss), `${ours.discriminatorLoss}`);
      assert.ok(apartIn(ours, theirs) < oneStep.figures, JSON.stringify([ours, theirs]));
      for (const gan of games) gan.dispose();
    });

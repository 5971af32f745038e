import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openEngine } from "../../../src/engine/backend.js";
import { bestMode } from "../../../src/engine/runner.js";
import type { Figures } from "../../../src/engine/step.js";
import { Gan } from "../../../src/training/gan.js";
import { differences } from "./difference.js";
import { batchFor, small } from "./games.js";

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

// The two programs add in another order, which float32 shows in the seventh digit. A ReLU whose
// input is that close to zero then takes the other side, and its gradient jumps: rare, but visible
// in slots at once, and in weights as a fraction of a step (Adam's and RMSProp's steps are as long
// for small gradients as for large ones).
const tolerance = { figures: 1e-4, weights: 2e-3, slots: 5e-2 };

for (const [name, iteration] of Object.entries(small)) {
  test(`${name}: 20 compiled steps are 20 eager steps: losses, weights, statistics, slots`, (t) => {
    if (skip) return t.skip(skip);
    const compiled = new Gan(iteration, 1, "compiled");
    const eager = new Gan(iteration, 1, "eager");
    for (let step = 0; step < 20; step++) {
      const batch = batchFor(iteration, step);
      const apart = apartIn(compiled.play(batch, step), eager.play(batch, step));
      assert.ok(apart <= tolerance.figures, `step ${step}: ${apart}`);
    }
    const [ours, theirs] = [compiled.tensors, eager.tensors];
    assert.deepEqual(Object.keys(ours), Object.keys(theirs));
    for (const [entry, apart] of differences(ours, theirs)) {
      const limit = entry.startsWith("optimizer/") ? tolerance.slots : tolerance.weights;
      assert.ok(apart <= limit, `${entry}: ${apart}`);
    }
    compiled.dispose();
    eager.dispose();
  });

  test(`${name}: each of 10 steps from the eager state is the eager step`, (t) => {
    if (skip) return t.skip(skip);
    const compiled = new Gan(iteration, 2, "compiled");
    const eager = new Gan(iteration, 2, "eager");
    for (let step = 0; step < 10; step++) {
      compiled.setTensors(eager.tensors);
      const batch = batchFor(iteration, step);
      const apart = apartIn(compiled.play(batch, step), eager.play(batch, step));
      assert.ok(apart <= 1e-5, `figures at ${step}: ${apart}`);
      const [[entry, largest] = ["", 0]] = differences(compiled.tensors, eager.tensors);
      assert.ok(largest <= 5e-3, `${entry} at ${step}: ${largest}`);
    }
    compiled.dispose();
    eager.dispose();
  });
}

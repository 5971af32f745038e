import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openEngine } from "../../../src/engine/backend.js";
import { bestMode } from "../../../src/engine/runner.js";
import { Gan } from "../../../src/training/gan.js";
import { batchFor, small } from "./games.js";

let skip = "";

before(() => {
  openEngine();
  if (bestMode() !== "compiled") skip = "the plain engine has no compiled steps";
});

/** Root mean square of the differences over that of the values. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [apart, size] = [0, 1e-30];
  for (let index = 0; index < b.length; index++) {
    const [x, y] = [a[index] ?? Number.NaN, b[index] ?? Number.NaN];
    apart += (x - y) ** 2;
    size += y ** 2;
  }
  return Math.sqrt(apart / size);
}

// The two programs add in another order, which float32 shows in the seventh digit. A ReLU whose
// input is that close to zero then takes the other side, and its gradient jumps: rare, but visible
// in slots at once, and in weights as a fraction of a step (Adam's and RMSProp's steps are as long
// for small gradients as for large ones).
const tolerance = { figures: 2e-5, weights: 2e-3, slots: 5e-2 };

for (const [name, iteration] of Object.entries(small)) {
  test(`${name}: 20 compiled steps are 20 eager steps: losses, weights, statistics, slots`, (t) => {
    if (skip) return t.skip(skip);
    const compiled = new Gan(iteration, 1, "compiled");
    const eager = new Gan(iteration, 1, "eager");
    for (let step = 0; step < 20; step++) {
      const batch = batchFor(iteration, step);
      const [ours, theirs] = [compiled.play(batch, step), eager.play(batch, step)];
      assert.deepEqual(Object.keys(ours), Object.keys(theirs));
      for (const [figure, value] of Object.entries(theirs)) {
        const apart = Math.abs((ours[figure] ?? Number.NaN) - value) / (1 + Math.abs(value));
        assert.ok(apart <= tolerance.figures, `${figure} at ${step}: ${ours[figure]}, ${value}`);
      }
    }
    const [ours, theirs] = [compiled.tensors, eager.tensors];
    assert.deepEqual(Object.keys(ours), Object.keys(theirs));
    for (const [entry, tensor] of Object.entries(theirs)) {
      const apart = difference(ours[entry]?.dataSync() ?? [], tensor.dataSync());
      const limit = entry.startsWith("optimizer/") ? tolerance.slots : tolerance.weights;
      assert.ok(apart <= limit, `${entry}: ${apart}`);
    }
    compiled.dispose();
    eager.dispose();
  });
}

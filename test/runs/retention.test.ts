import assert from "node:assert/strict";
import { test } from "node:test";
import { keptSteps } from "../../src/runs/retention.js";

/** What is left after checkpoints at these steps, one after the other. */
function after(steps: readonly number[], rule: { every: number; milestones: number }) {
  let kept: readonly number[] = [];
  for (const step of steps) kept = keptSteps([...kept, step], rule);
  return kept;
}

const multiples = (count: number) => Array.from({ length: count + 1 }, (_, at) => 100 * at);

test("the first and the last two checkpoints always stay", () => {
  assert.deepEqual(after(multiples(9), { every: 100, milestones: 0 }), [0, 800, 900]);
});

test("milestones thin out by halves and never exceed their number", () => {
  for (let count = 1; count < 200; count++) {
    const kept = after(multiples(count), { every: 100, milestones: 4 });
    assert.ok(kept.length <= 7, `${kept}`);
  }
  const kept = after(multiples(20), { every: 100, milestones: 4 });
  assert.deepEqual(kept, [0, 400, 800, 1200, 1600, 1900, 2000]);
});

test("a stop on the way changes nothing once two more checkpoints are there", () => {
  const rule = { every: 100, milestones: 4 };
  const steps = multiples(12);
  const stopped = [...steps, 350, 777].sort((a, b) => a - b);
  assert.deepEqual(after(stopped, rule), after(steps, rule));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { holdings } from "./flatness.js";

// the first fifth is warm-up: graphs are loaded, and the allocators take what they will keep
test("400 steps of a small game hold the same tensors and, after warm-up, the same memory", () => {
  const held = holdings(400).slice(2);
  const [first] = held;
  assert.equal(held.length, 8);
  for (const { step, tensors, mib } of held) {
    assert.equal(tensors, first?.tensors, `step ${step}`);
    assert.ok(mib - (first?.mib ?? 0) < 24, `step ${step}: ${first?.mib} MiB, then ${mib} MiB`);
  }
});

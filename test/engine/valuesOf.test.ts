import assert from "node:assert/strict";
import { before, test } from "node:test";
import { memory, mul, tensor1d } from "@tensorflow/tfjs-core";
import { openEngine } from "../../src/engine/backend.js";
import { valuesOf } from "../../src/engine/valuesOf.js";

before(() => {
  openEngine();
});

test("values come out of a computation, its tensors do not", () => {
  const { numTensors } = memory();
  const values = valuesOf(() => mul(tensor1d([1, 2, 3]), 2));
  assert.deepEqual([...values], [2, 4, 6]);
  assert.equal(memory().numTensors, numTensors);
});

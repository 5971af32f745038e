import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/project.js";

/** Numbers made by reference.py beside this file, with TensorFlow 2.21 in Python. */
export const reference = JSON.parse(
  readFileSync(join(projectRoot(), "test/training/reference.json"), "utf8"),
);

/** Each number within `tolerance` of the wanted one, relative where that is above 1. */
export function assertClose(
  got: ArrayLike<number>,
  want: readonly number[],
  tolerance: number,
): void {
  assert.equal(got.length, want.length);
  want.forEach((value, index) => {
    const difference = Math.abs((got[index] as number) - value);
    const allowed = tolerance * Math.max(1, Math.abs(value));
    assert.ok(difference <= allowed, `at ${index}: got ${got[index]}, want ${value}`);
  });
}

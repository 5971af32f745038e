import assert from "node:assert/strict";
import { test } from "node:test";
import { expandShorthands } from "../../src/kernel/expandShorthands.js";

test("a shorthand property is written out, so that tslab finds the variable of an earlier cell", () => {
  assert.equal(expandShorthands("f({ a, b: 1, c });"), "f({ a: a, b: 1, c: c });");
  assert.equal(expandShorthands("({ a, b = 2 } = { a });"), "({ a: a, b: b = 2 } = { a: a });");
});

test("declarations, types, strings and broken code are left alone", () => {
  for (const code of [
    "const { a, b } = c;",
    "type T = { a: number };",
    'const s = "{ a }";',
    "f({ a:",
    "if (x) { y }",
  ]) {
    assert.equal(expandShorthands(code), code);
  }
});

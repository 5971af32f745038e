import assert from "node:assert/strict";
import { test } from "node:test";
import { findIteration } from "../../src/iterations/catalogue.js";
import { buildGenerator } from "../../src/iterations/networks.js";
import { describe } from "../../src/nets/describe.js";
import { sizeOf } from "../../src/shape.js";
import { chunkFor } from "../../src/training/sample.js";

const chunkOf = (name: string, preset: string) => {
  const generator = buildGenerator(findIteration(name, preset));
  const numbers = describe(generator).reduce((sum, { output }) => sum + sizeOf(output), 0);
  return { chunk: chunkFor(generator), bytes: 4 * numbers };
};

test("samples are drawn as many at a time as half a GiB holds, at least one, at most 16", () => {
  assert.equal(chunkOf("covers64", "repaired").chunk, 16);
  assert.equal(chunkOf("gan512", "asRun").chunk, 1);
  const { chunk, bytes } = chunkOf("gan128Paintings", "asRun");
  assert.ok(chunk > 1 && chunk * bytes <= 2 ** 29 && (chunk + 1) * bytes > 2 ** 29, `${chunk}`);
});

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findIteration } from "../../../src/iterations/catalogue.js";
import { buildGenerator } from "../../../src/iterations/networks.js";
import { Run } from "../../../src/runs/run.js";
import { temporaryFolder } from "../temporaryFolder.js";

test("a run older than the choice of enlargement keeps the transposed convolutions it was trained with", () => {
  const iteration = findIteration("cyclegan128", "reference");
  const { enlargement: _, ...older } = iteration.translation;
  const folder = join(temporaryFolder(), "older");
  mkdirSync(folder, { recursive: true });
  const options = { iteration: { ...iteration, translation: older }, seed: 1 };
  writeFileSync(join(folder, "options.json"), JSON.stringify(options));
  const opened = new Run(folder).options.iteration;
  const kinds = buildGenerator(opened).layers.map(({ kind }) => kind);
  assert.equal(kinds.filter((kind) => kind === "convTranspose").length, 2);
  assert.deepEqual(opened.translation, iteration.translation);
});

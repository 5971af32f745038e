import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findNotebooks, lineOf } from "../../src/cli/notebooks.js";
import { readNotebook } from "../../src/kernel/notebookFile.js";
import { projectRoot } from "../../src/project.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { atelier } from "./atelier.js";
import { assertRefused } from "./refused.js";

const folder = temporaryFolder();

test("notebooks are found by a part of their names; a word of none is refused with the names", () => {
  const names = [
    "01-a.ipynb",
    "02-b.ipynb",
    "11-ab.ipynb",
    "02-b.out.ipynb",
    "notes.ipynb",
    "03.txt",
  ];
  for (const name of names) writeFileSync(join(folder, name), "");
  assert.deepEqual(findNotebooks([], folder), ["01-a", "02-b", "11-ab"]);
  assert.deepEqual(findNotebooks(["02", "ab"], folder), ["02-b", "11-ab"]);
  assert.throws(
    () => findNotebooks(["02", "c"], folder),
    /^ConfigError: notebooks: expected a part of one of 01-a, 02-b, 11-ab, got "c"$/,
  );
});

test("a notebook that fails is named with its cell and error", () => {
  const result = { output: "", done: 2, cells: 8, seconds: 3.21 };
  const failure = { cell: 3, name: "ConfigError", message: "no such run", traceback: [] };
  assert.equal(lineOf("02-b", { ...result, done: 8 }), "02-b: good, 8 cells in 3.2 s");
  assert.equal(
    lineOf("02-b", { ...result, failure }),
    "02-b, cell 3 of 8: ConfigError: no such run (after 3.2 s)",
  );
});

test("`atelier notebooks nothing` says which there are", async () => {
  assertRefused(
    await atelier("notebooks", "nothing"),
    /^atelier: notebooks: expected a part of one of 00-overview, 01-gan128MNIST, .*, got "nothing"$/m,
  );
});

const venv = join(projectRoot(), ".venv", "bin", "python");
const skip =
  process.env.ATELIER_PYTHON || existsSync(venv) ? false : `no ${venv}: npm run setup makes it`;

test("a notebook runs through the real kernel, here the one that trains nothing; all take minutes: npm run notebooks", {
  skip,
}, async () => {
  const out = join(folder, "executed");
  const { status, stdout, errors } = await atelier("notebooks", "00", "--steps", "3", "-o", out);
  assert.equal(status, 0, errors.join("\n"));
  assert.match(
    stdout,
    /^00-overview: good, \d+ cells in \d+\.\d s\n1 notebooks in \d+ s, 0 failed/,
  );
  const { cells } = readNotebook(join(out, "00-overview.ipynb"));
  assert.match(JSON.stringify(cells), /TensorFlow[\s\S]*kerasGANv5/);
});

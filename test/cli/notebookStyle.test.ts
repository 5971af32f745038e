import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findNotebooks } from "../../src/cli/notebooks.js";
import { cellText, hasTag, type Notebook, readNotebook } from "../../src/kernel/notebookFile.js";
import { semester } from "../../src/lab/semester.js";
import { projectRoot } from "../../src/project.js";

const folder = join(projectRoot(), "notebooks");
const pathOf = (name: string) => join(folder, `${name}.ipynb`);
const all = findNotebooks([], folder);
const ten = [...new Set(semester.map(({ notebook }) => notebook.replace(".ipynb", "")))];

const codeOf = ({ cells }: Notebook) => cells.filter(({ cell_type }) => cell_type === "code");

test("what is committed of a notebook has no error, no count, no folder of a machine, and at most 3 MB", () => {
  assert.ok(all.length >= 13);
  for (const name of all) {
    assert.ok(statSync(pathOf(name)).size <= 3e6, `${name} is too large`);
    for (const { outputs = [], execution_count } of codeOf(readNotebook(pathOf(name)))) {
      assert.equal(execution_count ?? null, null, name);
      for (const output of outputs) {
        assert.notEqual(output.output_type, "error", name);
        const { data, text } = output as { data?: Record<string, unknown>; text?: unknown };
        const words = JSON.stringify([data?.["text/plain"], data?.["text/markdown"], text]);
        assert.doesNotMatch(words, /(^|[\s"'(])\/(home|root|tmp|Users|work|mnt)\//, name);
      }
    }
  }
});

test("each of the ten has a title, one line, at most 8 code cells of 10 lines, and no function of its own", () => {
  for (const name of ten) {
    const notebook = readNotebook(pathOf(name));
    const [title] = notebook.cells;
    const iteration = name.replace(/^\d+-/, "");
    assert.match(
      cellText(title as Notebook["cells"][number]),
      new RegExp(`^# ${iteration}\\n\\n> \\S.*$`),
    );
    const code = codeOf(notebook);
    assert.ok(code.length <= 8, `${name}: ${code.length} code cells`);
    assert.ok(
      code.some((cell) => hasTag(cell, "parameters")),
      `${name}: parameters`,
    );
    for (const cell of code) {
      assert.ok(cellText(cell).split("\n").length <= 10, `${name}: a long cell`);
      assert.doesNotMatch(cellText(cell), /\bfunction\b|=>/, name);
    }
  }
});

test("each of the ten quotes the report, draws the game, and ends with a diagnosis and a verdict", () => {
  for (const name of ten) {
    const { cells } = readNotebook(pathOf(name));
    const text = cells.map(cellText).join("\n");
    for (const part of [
      /\*\*Hypothesis\.\*\* The report: \*"/,
      /lab\.showPresets\(/,
      /lab\.showGame\(/,
      /lab\.showCurves\(/,
      /lab\.showGrids\(/,
      /lab\.showDiagnosis\([\s\S]*lab\.showVerdict\(/,
    ])
      assert.match(text, part, name);
  }
});

test("links from one notebook to another lead somewhere", () => {
  for (const name of all)
    for (const { source } of readNotebook(pathOf(name)).cells) {
      const text = typeof source === "string" ? source : source.join("");
      for (const [, file] of text.matchAll(/\]\(([\w-]+\.ipynb)\)/g))
        assert.ok(existsSync(join(folder, String(file))), `${name}: ${file}`);
    }
});

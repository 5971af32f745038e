import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { stripVTControlCharacters as plain } from "node:util";
import { projectRoot } from "../../src/project.js";
import { failing, writeCells } from "./failingNotebook.js";
import { smallProject } from "./smallProject.js";

const bin = join(projectRoot(), ".venv", "bin");
const python = join(bin, "python");
const byClient = `
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read("in.ipynb", as_version=4)
try:
    NotebookClient(notebook).execute()
finally:
    nbformat.write(notebook, "client.ipynb")
`;

/** Each runner's command, and where it leaves the executed notebook (if it does for one that fails). */
const runners: readonly (readonly [string, readonly string[], string | undefined])[] = [
  ["nbclient", [python, "-c", byClient], "client.ipynb"],
  ["papermill", [python, "-m", "papermill", "in.ipynb", "papermill.ipynb"], "papermill.ipynb"],
  [
    "nbconvert",
    [python, "-m", "nbconvert", "--to=notebook", "--execute", "--output=convert", "in.ipynb"],
    undefined,
  ],
  [
    "nbmake",
    [python, "-m", "pytest", "-p", "no:cacheprovider", "--nbmake", "--overwrite", "nbmake.ipynb"],
    "nbmake.ipynb",
  ],
  [
    "atelier notebook",
    [process.execPath, join(projectRoot(), "scripts", "atelier.cjs"), "notebook", "in.ipynb"],
    "in.out.ipynb",
  ],
];

let root: string;
let folder: string;
before(() => {
  root = smallProject({});
  folder = join(root, "notebooks");
  mkdirSync(folder, { recursive: true });
  writeCells(join(folder, "in.ipynb"), failing);
  writeCells(join(folder, "nbmake.ipynb"), failing);
});
after(() => rmSync(root, { recursive: true, force: true }));

function run([command = "", ...args]: readonly string[]) {
  const child = spawn(command, args, { cwd: folder });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  return new Promise<{ status: number | null; said: string }>((done) => {
    child.on("close", (status) => done({ status, said }));
  });
}

for (const [name, command, output] of runners) {
  test(`${name} reports a failing third cell by name, message and TypeScript line; 1 and 2 are kept, 4 does not run`, async () => {
    const { status, said } = await run(command);
    const text = plain(said);
    assert.notEqual(status, 0, text);
    assert.match(text, /RangeError: the third of 3/);
    assert.match(text, /cell \[3\], line 2/);
    if (output === undefined) return;
    const kept = readFileSync(join(folder, output), "utf8");
    assert.match(kept, /first kept\\n/);
    assert.match(kept, /second kept\\n/);
    assert.match(kept, /"ename": "RangeError"/);
    assert.doesNotMatch(kept, /fourth ran\\n/);
  });
}

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { projectRoot } from "../../src/project.js";
import { KernelClient } from "./kernelClient.js";
import { smallProject } from "./smallProject.js";

const outer =
  'import { middle } from "./middle.js";\nexport const outer = (): string => "outer " + middle();\n';
const middle =
  'import { inner } from "./deep/inner.js";\nexport const middle = (): string => "middle " + inner;\n';
const inner = (text: string) => `export const inner: string = ${JSON.stringify(text)};\n`;
const importOuter = 'import { outer } from "../src/outer";\nouter()';

let root: string;
let kernel: KernelClient;

before(async () => {
  root = smallProject({
    "src/outer.ts": outer,
    "src/middle.ts": middle,
    "src/deep/inner.ts": inner("1"),
  });
  kernel = await KernelClient.start(join(root, "notebooks"));
});
after(() => {
  kernel.close();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

test("a cell in notebooks/ imports a TypeScript file of src and files behind it", async () => {
  assert.equal((await kernel.run(importOuter)).result, "'outer middle 1'");
});

test("twenty edits two imports behind are each seen when the importing cell runs again, and not before", async () => {
  for (let edit = 1; edit <= 20; edit++) {
    const text = `edit ${edit}`;
    const earlier = (await kernel.run("outer()")).result;
    write("src/deep/inner.ts", inner(text));
    assert.equal((await kernel.run("outer()")).result, earlier);
    assert.equal((await kernel.run(importOuter)).result, `'outer middle ${text}'`);
  }
});

test("a syntax error in a source is told with file, line and code, and mending it is enough", async () => {
  write("src/deep/inner.ts", "export const inner = (;\n");
  const broken = await kernel.run(importOuter);
  assert.match(
    broken.traceback,
    /SyntaxError: \.\.\/src\/deep\/inner\.ts:1:23: Expression expected/,
  );
  assert.match(broken.traceback, /1 \| export const inner = \(;/);
  write("src/deep/inner.ts", inner("mended"));
  assert.equal((await kernel.run(importOuter)).result, "'outer middle mended'");
});

test("a type that changed in a source is known to the next cell", async () => {
  write("src/kind.ts", "export const kind: number = 1;\n");
  assert.equal(
    (await kernel.run('import { kind } from "../src/kind";\nkind.toFixed(1)')).result,
    "'1.0'",
  );
  write("src/kind.ts", 'export const kind: string = "one";\n');
  const stale = await kernel.run('import { kind } from "../src/kind";\nkind.toFixed(2)');
  assert.match(stale.traceback, /Property 'toFixed' does not exist on type 'string'/);
});

test("a missing file is a plain error of the cell, and can be created later", async () => {
  const code = 'import { late } from "../src/late";\nlate';
  const missing = await kernel.run(code);
  assert.equal(missing.status, "error");
  assert.match(missing.traceback, /cell \[\d+\], line 1: Cannot find module '\.\.\/src\/late'/);
  write("src/late.ts", "export const late: number = 7;\n");
  assert.equal((await kernel.run(code)).result, "7");
});

test("file paths are relative to the notebook's folder", async () => {
  writeFileSync(join(root, "notebooks", "beside.txt"), "beside the notebook");
  const code = 'import { readFileSync } from "node:fs";\nreadFileSync("beside.txt", "utf8")';
  assert.equal((await kernel.run(code)).result, "'beside the notebook'");
});

test("a cell declares again what an earlier one declared, awaits, and shows its last value", async () => {
  await kernel.run("let value: number = 1;");
  const again = await kernel.run('let value: string = await Promise.resolve("two");\nvalue');
  assert.equal(again.result, "'two'");
});

test("a notebook in a deeper folder of this project imports its sources, packages and the kernel's tslab", async () => {
  const folder = join(projectRoot(), "dist", "notebooks-of-a-test", "deep");
  mkdirSync(folder, { recursive: true });
  const deep = await KernelClient.start(folder);
  try {
    const own = 'import { expected } from "../../../src/errors";\nexpected("a", "b", 3)';
    assert.equal((await deep.run(own)).result, "'a: expected b, got 3'");
    const tensors =
      'import * as tf from "@tensorflow/tfjs-core";\ntf.version_core.split(".").length';
    assert.equal((await deep.run(tensors)).result, "3");
    const shown = await deep.run(
      'import * as tslab from "tslab";\ntslab.display.html("<b>x</b>");',
    );
    const data = shown.messages.find(({ type }) => type === "display_data")?.content.data;
    assert.deepEqual(data, { "text/html": "<b>x</b>" });
  } finally {
    deep.close();
  }
});

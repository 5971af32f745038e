import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { projectRoot } from "../../src/project.js";
import { KernelClient } from "./kernelClient.js";
import { smallProject } from "./smallProject.js";

const documented = `
/** Mixes two colours. @param a the first */
export function mix(a: string, b: string): string {
  return a + b;
}
`;

let root: string;
let kernel: KernelClient;

before(async () => {
  root = smallProject({ "src/colours.ts": documented });
  kernel = await KernelClient.start(join(root, "notebooks"));
});
after(() => {
  kernel.close();
  rmSync(root, { recursive: true, force: true });
});

test("Jupyter's own tests of a kernel pass: none failed, none skipped", () => {
  const python = join(projectRoot(), ".venv", "bin", "python");
  const script = join(projectRoot(), "test", "kernel", "conformance.py");
  const { status, stdout } = spawnSync(python, [script], { encoding: "utf8" });
  assert.match(stdout, /conformance: 16 tests, 0 failed, 0 skipped/);
  assert.equal(status, 0);
});

const ask = (type: string, content: object) => kernel.ask(type, content);

test("history gives the last cells, a range, and those that match a pattern, with results if asked", async () => {
  for (const code of ["1 + 1", "let x = 3;", "2 + 2", "1 + 1"]) await kernel.run(code);
  const find = async (request: object) => (await ask("history", request)).history;
  const kind = (hist_access_type: string) => ({ hist_access_type, output: false, raw: true });
  assert.deepEqual(await find({ ...kind("tail"), n: 2 }), [
    [1, 3, "2 + 2"],
    [1, 4, "1 + 1"],
  ]);
  assert.deepEqual(await find({ ...kind("range"), output: true, session: 0, start: 2, stop: 4 }), [
    [1, 2, ["let x = 3;", null]],
    [1, 3, ["2 + 2", "4"]],
  ]);
  const search = { ...kind("search"), pattern: "?*+*" };
  assert.equal(((await find(search)) as unknown[]).length, 3);
  assert.deepEqual(await find({ ...search, unique: true, n: 1 }), [[1, 4, "1 + 1"]]);
});

test("a request that cannot be answered gets an error reply with name and message", async () => {
  for (const [type, content] of [
    ["history", { hist_access_type: "all" }],
    ["complete", { cursor_pos: 0 }],
    ["inspect", {}],
    ["is_complete", {}],
  ] as const) {
    const reply = await ask(type, content);
    assert.equal(reply.status, "error", type);
    assert.match(String(reply.ename), /Error$/);
    assert.ok(Array.isArray(reply.traceback));
  }
  assert.equal((await kernel.run("1")).result, "1");
});

test("cursors are counted in characters, so that text behind an emoji is completed in its place", async () => {
  const code = 'const face = "🎨🎨"; Math.flo';
  const reply = await ask("complete", { code, cursor_pos: Array.from(code).length });
  assert.deepEqual(reply.matches, ["floor"]);
  const at = Array.from(code).length - 3;
  assert.deepEqual([reply.cursor_start, reply.cursor_end], [at, at + 3]);
});

test("a name of src is inspected with signature and documentation, also from inside its arguments", async () => {
  await kernel.run('import { mix } from "../src/colours";');
  for (const code of ["mix", 'mix("red", ']) {
    const reply = await ask("inspect", { code, cursor_pos: code.length, detail_level: 0 });
    const text = String(Object(reply.data)["text/plain"]);
    assert.match(text, /mix\(a: string, b: string\): string/);
    assert.match(text, /Mixes two colours/);
  }
  const help = await kernel.run("mix?");
  const [page] = help.reply.payload as { source: string; data: Record<string, string> }[];
  assert.equal(page?.source, "page");
  assert.match(page?.data["text/markdown"] ?? "", /```typescript[\s\S]*Mixes two colours/);
});

test("while a cell runs other requests are answered and the last state on iopub stays busy", async () => {
  const id = await kernel.queue(
    'console.log("on");\nawait new Promise((r) => setTimeout(r, 400));',
  );
  await kernel.printed(id, "on");
  assert.equal((await ask("is_complete", { code: "1" })).status, "complete");
  await kernel.printed(id, "on");
  const states = () => kernel.heard().filter(({ type }) => type === "status");
  for (let tries = 0; states().at(-1)?.parent !== id && tries < 20; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.equal(states().at(-1)?.content.execution_state, "busy");
  await kernel.answer(id);
});

test("who begins to listen hears the state at once: idle, or busy while a cell runs", async () => {
  const heard = async () => (await kernel.heardByNewcomer()).content.execution_state;
  assert.equal(await heard(), "idle");
  const id = await kernel.queue(
    'console.log("on");\nawait new Promise((r) => setTimeout(r, 900));',
  );
  await kernel.printed(id, "on");
  assert.equal(await heard(), "busy");
  await kernel.answer(id);
  assert.equal(await heard(), "idle");
});

test("clearOutput clears now or with the next output; process.exit, process.stdin and for await behave", async () => {
  const cleared = await kernel.run('console.log("a");\nclearOutput(true);\nconsole.log("b");');
  const kinds = cleared.messages
    .map(({ type }) => type)
    .filter((type) => /stream|clear/.test(type));
  assert.deepEqual(kinds, ["stream", "clear_output", "stream"]);
  const exit = await kernel.run("process.exit(3);");
  assert.equal(exit.reply.ename, "ProcessExit");
  assert.match(exit.traceback, /process\.exit\(3\): expected a cell that returns/);
  const stdin = await kernel.run("for await (const text of process.stdin) console.log(text);");
  assert.match(String(stdin.reply.evalue), /a kernel has no stdin/);
  assert.equal((await kernel.run("7")).result, "7");
});

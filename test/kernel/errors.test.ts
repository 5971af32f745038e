import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { KernelClient } from "./kernelClient.js";
import { smallProject } from "./smallProject.js";

const source = `
export class PaintError extends Error {}
export function paint(colour: string): string {
  if (colour !== "blue") throw new PaintError(\`no \${colour} left\`);
  return colour;
}
`;

let root: string;
let kernel: KernelClient;

before(async () => {
  root = smallProject({ "src/paint.ts": source });
  kernel = await KernelClient.start(join(root, "notebooks"));
});
after(() => {
  kernel.close();
  rmSync(root, { recursive: true, force: true });
});

test("the value of the last expression is an execute_result, and printing is a stream", async () => {
  const answer = await kernel.run('console.log("printed");\n1 + 2');
  assert.equal(answer.result, "3");
  assert.equal(answer.printed, "printed\n");
  assert.equal(answer.reply.execution_count, 1);
});

test("an error tells name, message, and the lines of the cell and of the TypeScript file", async () => {
  await kernel.run(
    'import { paint } from "../src/paint";\nfunction twice(c: string) {\n  return paint(c);\n}',
  );
  const answer = await kernel.run('// a line before\ntwice("red");');
  assert.equal(answer.reply.ename, "PaintError");
  assert.equal(answer.reply.evalue, "no red left");
  const frames =
    /at paint, \.\.\/src\/paint\.ts:4:32\s+at twice, cell \[2\], line 3\s.*return paint[\s\S]*at cell \[3\], line 2/;
  assert.match(answer.traceback, frames);
  assert.doesNotMatch(answer.traceback, /node:|tslab|\.js:/);
});

test("an error after an await, and a cause, point into the cell", async () => {
  const answer = await kernel.run(
    'await Promise.resolve();\nconst kept: number = 5;\nthrow new Error("outer", { cause: new TypeError("inner") });',
  );
  assert.match(answer.traceback, /Error: outer\n {2}at cell \[\d+\], line 3/);
  assert.match(answer.traceback, /caused by TypeError: inner/);
  assert.equal((await kernel.run("kept")).result, "5");
});

test("a type error is an error of the cell with its line and code", async () => {
  const answer = await kernel.run("const a: number = 1;\nconst b: string = a;");
  assert.equal(answer.reply.ename, "TypeScriptError");
  assert.match(
    answer.traceback,
    /cell \[\d+\], line 2: Type 'number' is not assignable to type 'string'/,
  );
  assert.match(answer.traceback, /2 \| const b: string = a;\n +\^/);
});

test("an error aborts the cells queued behind it, and none that comes after its reply", async () => {
  const codes = ['throw new TypeError("third")', 'console.log("must not run")', "1"];
  const ids = [];
  for (const code of codes) ids.push(await kernel.queue(code));
  const answers = await Promise.all(ids.map((id) => kernel.answer(id)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    ["error", "aborted", "aborted"],
  );
  assert.equal(answers[1]?.printed, "");
  assert.equal((await kernel.run("2")).result, "2");
});

test("a rejection that nobody awaits is told and leaves the kernel alive", async () => {
  const id = await kernel.queue('void Promise.reject(new RangeError("lost"));\n1');
  await kernel.printed(id, "RangeError: lost");
  assert.equal((await kernel.run("3")).result, "3");
});

test("a hundred lines printed in a row arrive whole and in a few messages", async () => {
  const answer = await kernel.run('for (let i = 0; i < 100; i++) console.log("line", i);');
  assert.equal(answer.printed.split("\n").length, 101);
  assert.ok(answer.messages.filter(({ type }) => type === "stream").length <= 3);
});

test("thousands of messages from one cell arrive all and in order", async () => {
  const code = 'for (let i = 0; i < 1500; i++) { console.log(i); console.error("e"); }';
  const { messages, printed } = await kernel.run(code);
  assert.equal(messages.filter(({ type }) => type === "stream").length, 3000);
  assert.equal(printed, Array.from({ length: 1500 }, (_, i) => `${i}\ne\n`).join(""));
});

test("a display can be updated in place", async () => {
  const code =
    'import { newDisplay } from "tslab";\nconst d = newDisplay();\nd.text("one");\nd.text("two");';
  const shown = (await kernel.run(code)).messages.filter(({ type }) => type.includes("display"));
  assert.deepEqual(
    shown.map(({ type }) => type),
    ["display_data", "update_display_data"],
  );
  assert.deepEqual(shown[0]?.content.transient, shown[1]?.content.transient);
});

test("a kernel ends with status 0 when it is shut down", async () => {
  const other = await KernelClient.start(join(root, "notebooks"));
  assert.equal(await other.shutdown(), 0);
});

function isRunning(pid: string): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("a kernel ends within 3 s when the process that started it is killed", async () => {
  const other = await KernelClient.start(join(root, "notebooks"), { between: true });
  const pid = (await other.run("process.pid")).result;
  assert.ok(isRunning(pid));
  other.close(); // kills the shell between, not the kernel
  for (let waited = 0; isRunning(pid) && waited < 3000; waited += 100) await wait(100);
  assert.ok(!isRunning(pid));
});

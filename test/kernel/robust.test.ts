import assert from "node:assert/strict";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { runNotebook } from "../../src/kernel/runNotebook.js";
import { writeCells } from "./failingNotebook.js";
import { freePorts, KernelClient } from "./kernelClient.js";
import { smallProject } from "./smallProject.js";

let root: string;
let kernel: KernelClient;

before(async () => {
  root = smallProject({});
  kernel = await KernelClient.start(join(root, "notebooks"));
});
after(() => {
  kernel.close();
  rmSync(root, { recursive: true, force: true });
});

test("100,000 printed lines arrive whole and in order", async () => {
  const { printed } = await kernel.run('for (let i = 0; i < 100_000; i++) console.log("line", i);');
  const lines = printed.split("\n");
  assert.equal(lines.length, 100_001);
  assert.equal(lines[99_999], "line 99999");
});

test("of 50 MB of output the first 2 MB are shown and the cell says that more is not", async () => {
  const { printed, status } = await kernel.run('console.log("x".repeat(50_000_000));');
  assert.equal(status, "ok");
  assert.ok(printed.length < 2_100_000);
  assert.match(
    printed.slice(2_000_000),
    /^\n\[2,000,000 characters of this cell are shown, 48,000,001 more are not/,
  );
  assert.equal((await kernel.run('console.log("next");')).printed, "next\n");
});

test("a result of 50 MB is cut, with its length", async () => {
  const { result } = await kernel.run('"x".repeat(50_000_000)');
  assert.ok(result.length < 20_000);
  assert.match(result, /more characters$/);
});

test("what throws in a timer is told with its cell and leaves the kernel alive", async () => {
  const id = await kernel.queue(
    'setTimeout(() => {\n  throw new RangeError("late");\n}, 1);\nprocess.pid',
  );
  await kernel.printed(id, "Uncaught, outside of any cell: RangeError: late");
  await kernel.printed(id, "line 2");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a stopped cell prints nothing more and its loop does not go on in the background", async () => {
  await kernel.run('import { setTimeout as sleep } from "node:timers/promises";\nlet turns = 0;');
  for (const pause of [
    "await new Promise((r) => setTimeout(r, 5));",
    "await sleep(5);",
    "await new Promise((r) => setImmediate(r));",
  ]) {
    const id = await kernel.queue(
      `turns = 0;\nfor (;;) {\n  turns++;\n  if (turns % 5 === 0) console.log("turn");\n  ${pause}\n}`,
    );
    await kernel.printed(id, "turn");
    await kernel.interrupt();
    assert.equal((await kernel.answer(id)).reply.ename, "Interrupted");
    const before = (await kernel.run("turns")).result;
    const heard = kernel.heard().filter(({ type }) => type === "stream").length;
    await wait(100);
    assert.equal((await kernel.run("turns")).result, before);
    assert.equal(kernel.heard().filter(({ type }) => type === "stream").length, heard);
  }
  assert.equal((await kernel.run("await sleep(5);\n8")).result, "8");
});

test("one Interrupt ends an endless loop wherever it began, and the kernel goes on", async () => {
  for (const start of [
    "",
    "await null;",
    "await sleep(1);",
    "await new Promise((r) => setTimeout(r, 1));",
    "await new Promise<void>((r) => setTimeout(() => { console.log('in a timer'); for (;;) turns++; }, 1));",
    "for (;;) try { await null; for (;;) turns++; } catch {}",
  ]) {
    const id = await kernel.queue(
      `let kept = 5;\nconsole.log("begins");\n${start}\nfor (;;) turns++;`,
    );
    await wait(500); // a loop that never yields prints nothing
    await kernel.interrupt();
    assert.equal((await kernel.answer(id)).reply.ename, "Interrupted", start);
    assert.equal((await kernel.run("kept + 1")).result, "6", start);
    assert.equal((await kernel.run("await sleep(5);\n'slept'")).result, "'slept'", start);
  }
});

test("a native crash: the runner names the cell and the signal, the cells before it are kept", async () => {
  const input = join(root, "notebooks", "crash.ipynb");
  writeCells(input, ['console.log("before");', "process.abort();", "1"]);
  const { failure, done } = await runNotebook(input, { log: () => undefined });
  assert.equal(done, 1);
  assert.deepEqual([failure?.cell, failure?.name], [2, "DeadKernel"]);
  assert.match(failure?.message ?? "", /the kernel ended while the cell was running \(SIGABRT\)/);
});

test("a kernel that is started again after a crash says which cell ended the one before", async () => {
  const first = await KernelClient.start(join(root, "notebooks"));
  await first.run("const fine = 1;");
  await first.queue("// the third attempt\nprocess.abort();");
  const again = await first.restarted();
  try {
    const { printed } = await again.run('console.log("alive");');
    assert.match(
      printed,
      /^The kernel before this one ended unexpectedly in cell \[2\] \(\/\/ the third attempt\)/,
    );
    assert.match(printed, /alive\n$/);
    assert.equal((await again.run('console.log("once");')).printed, "once\n");
  } finally {
    again.close();
  }
});

test("a kernel one of whose ports stays another's ends with status 1, so that Jupyter starts it again", async (t) => {
  for (const taken of [1, 3]) {
    const ports = await freePorts(5);
    const holder = createServer().listen(ports[taken], "127.0.0.1");
    t.after(() => holder.close());
    await once(holder, "listening");
    const started = KernelClient.start(join(root, "notebooks"), { ports });
    const wrongly = (kernel: KernelClient) => kernel.close(); // else the test would never end
    await assert.rejects(started.then(wrongly), /the kernel has ended with status 1/);
  }
});

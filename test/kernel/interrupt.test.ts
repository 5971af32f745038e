import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { KernelClient } from "./kernelClient.js";
import { smallProject } from "./smallProject.js";

/** As the lab's training loop: it listens, does its step, yields, and tidies up before it returns. */
const loop = `
interface Hook { readonly signal: AbortSignal }
export async function train(): Promise<{ steps: number; saved: boolean }> {
  const hook: Hook = Reflect.get(globalThis, Symbol.for("gan-atelier.interrupt"));
  const { signal } = hook;
  let steps = 0;
  console.log("training");
  while (!signal.aborted) {
    steps++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { steps, saved: true };
}
`;

let root: string;
let kernel: KernelClient;

before(async () => {
  root = smallProject({ "src/train.ts": loop });
  kernel = await KernelClient.start(join(root, "notebooks"));
});
after(() => {
  kernel.close();
  rmSync(root, { recursive: true, force: true });
});

async function interruptAfter(id: string, text: string) {
  await kernel.printed(id, text);
  await kernel.interrupt();
  return await kernel.answer(id);
}

test("Interrupt lets a loop that listens save and return, and every variable survives", async () => {
  await kernel.run("let earlier = 1;");
  const id = await kernel.queue(
    'import { train } from "../src/train";\nconst made = 2;\nconst run = await train();',
  );
  const behind = await kernel.queue("earlier = 100;");
  const stopped = await interruptAfter(id, "training");
  assert.equal(stopped.reply.ename, "Interrupted");
  assert.equal((await kernel.answer(behind)).status, "aborted");
  assert.equal(
    (await kernel.run("[earlier, made, run.steps > 0, run.saved]")).result,
    "[ 1, 2, true, true ]",
  );
});

test("the next cell has a signal of its own, ten times in a row", async () => {
  for (let i = 0; i < 10; i++) {
    const id = await kernel.queue("const again = await train();");
    await kernel.printed(id, "training");
    await wait(7 * i);
    await kernel.interrupt();
    assert.equal((await kernel.answer(id)).reply.ename, "Interrupted");
    assert.equal((await kernel.run("again.saved")).result, "true");
  }
});

test("Interrupt ends a cell that does not listen, and what it had declared survives", async () => {
  const id = await kernel.queue(
    'const started = 5;\nconsole.log("waiting");\nawait new Promise((r) => setTimeout(r, 60_000));',
  );
  assert.equal((await interruptAfter(id, "waiting")).reply.ename, "Interrupted");
  assert.equal((await kernel.run("started")).result, "5");
});

test("a second Interrupt ends a cell that listens and does not stop", async () => {
  const id = await kernel.queue(
    'const { signal } = Reflect.get(globalThis, Symbol.for("gan-atelier.interrupt"));\n' +
      'signal.addEventListener("abort", () => console.log("told"));\nconsole.log("deaf");\n' +
      "await new Promise((r) => setTimeout(r, 60_000));",
  );
  await kernel.printed(id, "deaf");
  await kernel.interrupt();
  await kernel.printed(id, "told");
  await kernel.interrupt();
  assert.equal((await kernel.answer(id)).reply.ename, "Interrupted");
});

test("Interrupt ends an endless loop before a cell's first await", async () => {
  const id = await kernel.queue("let turns = 0;\nfor (;;) turns++;");
  await wait(300);
  await kernel.interrupt();
  assert.equal((await kernel.answer(id)).reply.ename, "Interrupted");
  assert.equal((await kernel.run("turns > 0")).result, "true");
});

test("Interrupt while nothing runs changes nothing", async () => {
  await kernel.interrupt();
  await wait(50);
  assert.equal((await kernel.run("40 + 2")).result, "42");
});

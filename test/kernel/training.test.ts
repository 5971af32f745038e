import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { Random } from "../../src/engine/random.js";
import { projectRoot } from "../../src/project.js";
import { checkpointSteps } from "../../src/runs/checkpoint.js";
import { Run } from "../../src/runs/run.js";
import { KernelClient } from "./kernelClient.js";

const { ATELIER_INTERRUPTS = "10" } = process.env;
const times = Number(ATELIER_INTERRUPTS);
const notebooks = join(projectRoot(), "dist", `notebooks-of-a-test-${process.pid}`);
const runs = mkdtempSync(join(tmpdir(), "interrupted-"));
const importLab = 'import { lab } from "../../src/lab";\nlet kept = 7;';

let kernel: KernelClient;

before(async () => {
  mkdirSync(notebooks, { recursive: true });
  kernel = await KernelClient.start(notebooks);
  assert.equal((await kernel.run(importLab)).status, "ok");
});
after(() => {
  kernel.close();
  for (const folder of [notebooks, runs]) rmSync(folder, { recursive: true, force: true });
});

const train = (out: string) =>
  `kept++;\nconst run = await lab.run("gan128MNIST", { preset: "repaired", quick: true, steps: 100_000, out: ${JSON.stringify(out)} });`;

/** Steps that a run has kept a row of; 0 before its first. */
function rowsIn(folder: string): number {
  try {
    return new Run(folder).rows().length;
  } catch {
    return 0;
  }
}

test(`Interrupt during training, ${times} times at random moments: it stops within a step, is saved, variables survive, silence, the next cell runs`, async () => {
  const moments = new Random(1, "interrupts");
  for (let i = 0; i < times; i++) {
    const out = join(runs, String(i));
    const id = await kernel.queue(train(out));
    const patience = Date.now() + 120_000;
    while (rowsIn(out) < 2 && Date.now() < patience) await wait(20);
    await wait(moments.uniform() * 400);
    const before = rowsIn(out);
    await kernel.interrupt();
    const answer = await kernel.answer(id);
    assert.equal(answer.reply.ename, "Interrupted");
    const run = new Run(out);
    const { state, step } = run.status;
    assert.equal(state, "stopped");
    assert.ok(step - before <= 2, `${step - before} steps after Stop`); // the one at hand, and one unseen
    assert.equal(run.rows().length, step);
    assert.equal(checkpointSteps(out).at(-1), step);
    const heard = kernel.heard().length;
    const next = await kernel.run("[kept, run.status.step]");
    assert.equal(next.result, `[ ${8 + i}, ${step} ]`);
    await wait(50);
    assert.equal(kernel.heard().length - heard, next.messages.length);
    assert.equal(run.rows().length, step);
  }
});

test("the run that was stopped last goes on where it was", async () => {
  const resumed =
    "const before = run.status.step;\nconst more = await lab.resume(run, { steps: before + 2 });";
  assert.equal((await kernel.run(resumed)).status, "ok");
  const { result } = await kernel.run(
    "[more.status.state, more.status.step - before, more.rows().length - before]",
  );
  assert.equal(result, "[ 'complete', 2, 2 ]");
});

test("the lab's members are completed and inspected with signatures and documentation", async () => {
  const code = "lab.ru";
  const reply = await kernel.ask("complete", { code, cursor_pos: code.length });
  assert.deepEqual((reply.matches as string[])[0], "run");
  const shown = await kernel.ask("inspect", { code: "lab.run", cursor_pos: 7, detail_level: 0 });
  const text = String(Object(shown.data)["text/plain"]);
  assert.match(text, /run: \(name: string, options\?: RunChoice\) => Promise<Run>/);
  assert.match(text, /Trains an iteration/);
});

test("what is shown without a kernel goes to the log as text, and nothing is thrown", async () => {
  const { display, showTable } = await import("../../src/show/display.js");
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  display({ "text/html": "<b>rich</b>", "text/plain": "plain" }, log);
  showTable([{ steps: 300 }], log);
  assert.equal(lines[0], "plain");
  assert.match(lines[1] ?? "", /steps\s+300/);
});

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { killAndResume, startPlayer } from "./killed.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { ownWorld } from "./tinyRun.js";

const folder = temporaryFolder();
before(() => ownWorld(folder));

test("runs killed at ten random moments and resumed are the run that was left alone", async () => {
  const { kills, runs } = await killAndResume(10, 1, () => {});
  assert.equal(kills, 10);
  assert.ok(runs >= 1);
});

test("a second process is refused by the number of the first; killed, that one leaves no lock", async () => {
  const out = join(folder, "held");
  const { child, begun, ended } = startPlayer(out, 2000);
  await begun;
  await assert.rejects(
    resumeRun(new Run(out)),
    new RegExp(`held: expected a run that no process is at work on, got "process ${child.pid}"$`),
  );
  assert.equal(child.exitCode, null);
  child.kill("SIGKILL");
  await ended;
  assert.equal(readdirSync(out).filter((name) => name.startsWith("lock-")).length, 1);
  const controller = new AbortController();
  const run = await resumeRun(new Run(out), {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  assert.equal(run.status.state, "stopped");
  assert.deepEqual(
    readdirSync(out).filter((name) => name.startsWith("lock-")),
    [],
  );
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isAlive, ownMark } from "../../src/runs/processes.js";
import { type RunStatus, readStatus, writeStatus } from "../../src/runs/status.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const status: RunStatus = {
  state: "running",
  step: 5,
  steps: 10,
  startedAt: "2020-01-01T00:00:00.000Z",
  ...ownMark(),
};
const withoutTable = existsSync("/proc/self/stat") ? false : "no /proc here: only numbers to go by";

async function kept(changes: Partial<RunStatus>): Promise<RunStatus> {
  await writeStatus(folder, { ...status, ...changes });
  return readStatus(folder);
}

test("the status of a live process reads as it was written", async () => {
  assert.deepEqual(await kept({}), status);
});

test("running with its process gone is incomplete; a last word stays as it is", async () => {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "close");
  const { pid = 0 } = child;
  assert.equal((await kept({ pid })).state, "incomplete");
  for (const state of ["complete", "stopped", "failed"] as const) {
    assert.equal((await kept({ pid, state })).state, state);
  }
});

test("another process under the number of a dead one does not make its run live", {
  skip: withoutTable,
}, async () => {
  assert.equal((await kept({ processBegun: "1" })).state, "incomplete");
});

test("a killed process that its parent has not buried counts as dead", {
  skip: withoutTable,
}, async () => {
  // a shell that starts `sleep`, becomes another program, and so never waits for it
  const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(String(line));
  assert.equal(isAlive({ pid }), true);
  process.kill(pid, "SIGKILL");
  for (let tries = 0; isAlive({ pid }) && tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(isAlive({ pid }), false);
  parent.kill("SIGKILL");
});

test("a status file that is missing, torn or something else is named", () => {
  const torn = /^ConfigError: .*status\.json: expected a run's status, got /;
  assert.throws(() => readStatus(join(folder, "nowhere")), torn);
  writeFileSync(join(folder, "status.json"), '{"state": "runn');
  assert.throws(() => readStatus(folder), torn);
  for (const text of ["{}", "null", '{"state": "asleep"}']) {
    writeFileSync(join(folder, "status.json"), text);
    assert.throws(
      () => readStatus(folder),
      /status\.json: state: expected one of running, complete, stopped, failed, got/,
    );
  }
});

import assert from "node:assert/strict";
import { rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { newestCheckpoint } from "../../src/runs/checkpoint.js";
import type { Run } from "../../src/runs/run.js";
import { type StartOptions, startRun } from "../../src/runs/startRun.js";
import { assertSameRun } from "./sameRun.js";
import { smallDisk } from "./smallDisk.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { ownWorld, tiny } from "./tinyRun.js";

const disk = smallDisk(4);
const skip = disk.missing;
const folder = temporaryFolder();
const ballast = join(disk.path, "ballast");
const plan = { steps: 9, checkpointEvery: 2 };
let whole: Run;

/** Leaves no room on the small disk. */
function fill(): void {
  const { bavail, bsize } = statfsSync(disk.path);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize));
}
const empty = () => rmSync(ballast, { force: true });

/** Trains on the small disk; `at` is called after every step. */
function train(name: string, at: (step: number) => void, more: StartOptions = {}): Promise<Run> {
  const onProgress: StartOptions["onProgress"] = ({ step }, grid) => grid ?? at(step);
  return startRun(tiny, { ...plan, out: join(disk.path, name), onProgress, ...more });
}

before(async () => {
  ownWorld(folder);
  if (!skip) whole = await startRun(tiny, { ...plan, out: join(folder, "whole") });
});

test("on a full disk training goes on, says so, and saves as soon as there is room", {
  skip,
}, async () => {
  const lines: string[] = [];
  const at = (step: number) => {
    if (step === 3) fill();
    if (step === 5) empty();
  };
  const run = await train("mended", at, { log: (line) => lines.push(line) });
  const said = lines.filter((line) => /saved|room|full/.test(line)).join("\n");
  assert.match(said, /^step 4 is not saved: .*ENOSPC.*; training goes on and saves when there is/m);
  assert.match(said, /^room again: step 5 is saved$/m);
  assert.match(said, /^disk full: rows and pictures wait in memory; training goes on$/m);
  assert.match(said, /^room again: rows and pictures are written$/m);
  assertSameRun(whole, run);
  assert.ok(run.timeline.some(({ step, what }) => step === 4 && what === "not saved"));
  rmSync(run.folder, { recursive: true });
});

test("a run that ends on a full disk waits for room, and nothing of it is lost", {
  skip,
}, async () => {
  const log = (line: string) => {
    if (line.startsWith("disk full: waiting for room")) setTimeout(empty, 700);
  };
  const run = await train("waiting", (step) => step === 7 && fill(), { log });
  assertSameRun(whole, run);
  rmSync(run.folder, { recursive: true });
});

test("Stop on a full disk ends the run with one clear line; what was saved before is whole", {
  skip,
}, async () => {
  const controller = new AbortController();
  const stopping = train(
    "stopped",
    (step) => {
      if (step === 3) fill();
      if (step === 5) controller.abort();
    },
    { signal: controller.signal },
  );
  await assert.rejects(
    stopping,
    /^ConfigError: .*: expected room to save the run, got "a full disk"$/,
  );
  empty();
  const { state } = newestCheckpoint(join(disk.path, "stopped"), assert.fail);
  assert.equal(state.step, 2);
});

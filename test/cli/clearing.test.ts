import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { openCheckpoint } from "../../src/runs/checkpoint.js";
import { filesOf } from "../../src/runs/ownFiles.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { ownWorld, tiny } from "../runs/tinyRun.js";
import { atelier, temporaryFolder } from "./atelier.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);
const steps = (name: string) => readdirSync(out(name)).filter((each) => each.startsWith("step-"));

before(async () => {
  ownWorld(folder);
  await startRun(tiny, { out: out("whole"), steps: 6, checkpointEvery: 1 });
});

/** A run with somebody else's things in its folder, and what a killed process leaves. */
function copy(name: string): string {
  cpSync(out("whole"), out(name), { recursive: true });
  writeFileSync(join(out(name), "notes.txt"), "mine");
  writeFileSync(join(out(name), "grids", "favourite.png"), "mine");
  writeFileSync(join(out(name), "step-000002", "mine.npy"), "mine");
  symlinkSync("/etc/hostname", join(out(name), "measures.json.link"));
  mkdirSync(join(out(name), "step-000009.partial"));
  writeFileSync(join(out(name), "step-000009.partial", "state.safetensors.partial"), "half");
  return out(name);
}

const foreign = ["grids/favourite.png", "measures.json.link", "notes.txt", "step-000002/mine.npy"];

test("every file of a run is known as the lab's own, and no other", () => {
  assert.deepEqual(filesOf(out("whole")).foreign, []);
  assert.ok(filesOf(out("whole")).own.length > 20);
  assert.deepEqual([...filesOf(copy("known")).foreign].sort(), foreign);
});

test("rm says what goes and how much it is; a dry run removes nothing, nobody asked neither", async () => {
  const run = copy("dry");
  const before = filesOf(run);
  const dry = await atelier("rm", run, "--dry-run");
  assert.equal(dry.status, 0);
  assert.match(dry.stdout, /: \d+ files, \d+(\.\d)? [KM]iB$/m);
  assert.match(dry.stdout, /^\d+ files, .* would go \(dry run\)$/m);
  for (const path of foreign) assert.ok(dry.stdout.includes(`stays, not the lab's: ${path}\n`));
  const unasked = await atelier("rm", run);
  assert.deepEqual(
    [unasked.status, unasked.errors],
    [1, ['atelier: rm: expected --yes where nobody can be asked, got "no terminal"']],
  );
  assert.deepEqual(filesOf(run), before);
});

test("rm removes the lab's own files; what others put there survives and is named", async () => {
  const run = copy("mixed");
  const { status, stdout } = await atelier("rm", run, "--yes");
  assert.equal(status, 0);
  for (const path of foreign) assert.ok(stdout.includes(path), path);
  const left = filesOf(run);
  assert.deepEqual([left.own, [...left.foreign].sort()], [[], foreign]);
  assert.deepEqual(readdirSync(run).sort(), [
    "grids",
    "measures.json.link",
    "notes.txt",
    "step-000002",
  ]);
});

test("rm leaves nothing of a run in which all is the lab's own", async () => {
  cpSync(out("whole"), out("clean"), { recursive: true });
  assert.equal((await atelier("rm", out("clean"), "--yes")).status, 0);
  assert.equal(existsSync(out("clean")), false);
});

test("prune keeps the first and the newest checkpoint, and the run goes on from it", async () => {
  const run = copy("pruned");
  const { status } = await atelier("prune", run, "--yes");
  assert.equal(status, 0);
  assert.deepEqual(steps("pruned"), ["step-000000", "step-000002", "step-000006"]);
  assert.deepEqual(readdirSync(join(run, "step-000002")), ["mine.npy"]);
  assert.equal((await resumeRun(new Run(run), { steps: 7 })).status.step, 7);
});

test("prune never takes the newest whole checkpoint, even if a later one is damaged", async () => {
  cpSync(out("whole"), out("torn"), { recursive: true });
  writeFileSync(join(out("torn"), "step-000006", "state.json"), "{");
  assert.equal((await atelier("prune", out("torn"), "--yes")).status, 0);
  assert.deepEqual(steps("torn"), ["step-000000", "step-000005", "step-000006"]);
  assert.equal(openCheckpoint(out("torn"), 5).state.step, 5);
});

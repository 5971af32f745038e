import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, beforeEach, test } from "node:test";
import {
  checkpointsFolder,
  findRunFolder,
  isRunFolder,
  listRunFolders,
  makeRunFolder,
} from "../../src/runs/runFolder.js";
import { temporaryFolder } from "./temporaryFolder.js";

const before = process.env.ATELIER_CHECKPOINTS;
after(() => {
  if (before === undefined) delete process.env.ATELIER_CHECKPOINTS;
  else process.env.ATELIER_CHECKPOINTS = before;
});
beforeEach(() => {
  process.env.ATELIER_CHECKPOINTS = join(temporaryFolder(), "runs");
});

const run = { iteration: "gan128MNIST", preset: "repaired", seed: 3 };

/** A folder that counts as a run. */
function putRun(iteration: string, name: string): string {
  const folder = join(checkpointsFolder(), iteration, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "status.json"), "{}");
  return folder;
}

test("a run's folder is named after iteration, preset, seed and local time", () => {
  const folder = makeRunFolder(run);
  assert.equal(join(checkpointsFolder(), "gan128MNIST", basename(folder)), folder);
  assert.match(basename(folder), /^repaired-seed3-\d{8}-\d{6}$/);
  assert.ok(existsSync(folder));
});

test("runs that begin in the same second get folders of their own", () => {
  const folders = Array.from({ length: 5 }, () => makeRunFolder(run));
  assert.equal(new Set(folders).size, 5);
  assert.ok(folders.some((folder) => /-2$/.test(folder)));
});

test("a folder given by name is made, or taken when empty, by one run only", () => {
  const out = join(temporaryFolder(), "deep", "run");
  assert.equal(makeRunFolder({ ...run, out }), out);
  assert.throws(
    () => makeRunFolder({ ...run, out }),
    /^ConfigError: --out .*run: expected a new or empty folder for the run, got "a folder that holds grids"$/,
  );
  const empty = temporaryFolder();
  assert.equal(makeRunFolder({ ...run, out: empty }), empty);
});

test("runs are listed by iteration and name; files and other folders are passed over", () => {
  assert.deepEqual(listRunFolders(), []);
  const runs = [putRun("b", "two"), putRun("a", "one"), putRun("b", "one")];
  mkdirSync(join(checkpointsFolder(), "b", "no run"));
  writeFileSync(join(checkpointsFolder(), "README.md"), "");
  assert.deepEqual(listRunFolders(), [runs[1], runs[2], runs[0]]);
  assert.equal(isRunFolder(join(checkpointsFolder(), "b", "no run")), false);
});

test("a run is found by name, by iteration and name, and by folder", () => {
  const [one, two] = [putRun("a", "one"), putRun("b", "two")];
  putRun("b", "one");
  assert.equal(findRunFolder("two"), two);
  assert.equal(findRunFolder("a/one"), one);
  assert.equal(findRunFolder(one), one);
});

test("an unknown run and an ambiguous one name the runs there are", () => {
  assert.throws(() => findRunFolder("x"), {
    name: "ConfigError",
    message: 'run: expected one of gan128MNIST/starter, got "x"',
  });
  putRun("a", "one");
  putRun("b", "one");
  putRun("b", "two");
  assert.throws(
    () => findRunFolder("x"),
    /run: expected one of a\/one, b\/one, b\/two, gan128MNIST\/starter, got "x"$/,
  );
  assert.throws(() => findRunFolder("one"), /expected one of a\/one, b\/one, got "one"$/);
  assert.throws(
    () => findRunFolder("wo"),
    /expected one of a\/one, b\/one, b\/two, gan128MNIST\/starter, got "wo"$/,
  );
});

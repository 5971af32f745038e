import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { smallDisk } from "../runs/smallDisk.js";
import { atelier, quickRun, temporaryFolder } from "./atelier.js";
import { assertRefused } from "./refused.js";

const folder = temporaryFolder();

const disk = smallDisk(2);

test("a run folder with a file in its place, or below one, is refused by name", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "mine");
  const message =
    /^atelier: --out .*file\S*: expected a new or empty folder for the run, got "a file in its place"$/;
  assertRefused(await atelier(...quickRun(file, "--steps", "1")), message);
  assertRefused(await atelier(...quickRun(join(file, "run"), "--steps", "1")), message);
});

test("a run folder that holds something is refused and left as it was", async () => {
  const out = join(folder, "full");
  mkdirSync(out);
  writeFileSync(join(out, "notes.txt"), "mine");
  assertRefused(
    await atelier(...quickRun(out, "--steps", "1")),
    /^atelier: --out .*full: expected a new or empty folder for the run, got "a folder that holds notes\.txt"$/,
  );
  assert.deepEqual(readdirSync(out), ["notes.txt"]);
});

test("a preset that cannot fit is refused with the numbers before anything is built", async () => {
  const out = join(folder, "large");
  const refused = await atelier(
    "run",
    "gan128MNIST",
    "--preset",
    "asRun",
    "--memory",
    "300M",
    "--out",
    out,
  );
  assertRefused(
    refused,
    /^atelier: gan128MNIST asRun: expected to fit into 300 MiB of memory, got an estimate of \d\.\d GiB: G 1\.05 M and D 34\.60 M/,
  );
  assert.ok(refused.seconds < 5, `${refused.seconds} s`);
  assert.doesNotMatch(refused.stdout, /engine/);
  assert.equal(existsSync(out), false);
});

test("a disk without room for a run's checkpoints is refused with the numbers, nothing kept", {
  skip: disk.missing,
}, async () => {
  const out = join(disk.path, "run");
  assertRefused(
    await atelier(...quickRun(out, "--steps", "2")),
    /^atelier: \/.*run: expected room for 4 checkpoints of 1\.7 MiB, got 2\.0 MiB of free disk$/,
  );
  assert.equal(existsSync(out), false);
});

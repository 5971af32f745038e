import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { messageOf } from "../../src/errors.js";
import { Run } from "../../src/runs/run.js";
import { atelier, quickRun, temporaryFolder } from "./atelier.js";
import { assertRefused } from "./refused.js";

const folder = temporaryFolder();

/** A disk of a few MiB, or the reason why there can be none here. */
function smallDisk(sizeMiB: number): { readonly path: string; readonly missing: string | false } {
  const path = mkdtempSync(join(tmpdir(), "atelier-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m`, "tmpfs", path], {
      stdio: "pipe",
    });
  } catch (error) {
    rmdirSync(path);
    return { path, missing: `no small disk can be mounted here: ${messageOf(error)}` };
  }
  after(() => {
    execFileSync("umount", [path]);
    rmdirSync(path);
  });
  return { path, missing: false };
}

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

test("a disk that fills up ends the run with the file's name, status failed, what was saved kept", {
  skip: disk.missing,
}, async () => {
  const out = join(disk.path, "run");
  const { status, errors } = await atelier(...quickRun(out, "--steps", "2"));
  assert.equal(status, 1);
  assert.equal(errors.length, 1, errors.join("\n"));
  assert.match(
    errors[0] ?? "",
    /step-000002\.partial\/state\.safetensors: .*ENOSPC: no space left/,
  );
  const run = new Run(out);
  assert.deepEqual([run.status.state, run.status.step, run.rows().length], ["failed", 0, 2]);
  assert.match(run.status.error ?? "", /ENOSPC/);
  assert.deepEqual(
    readdirSync(out).filter((name) => name.startsWith("step-")),
    ["step-000000"],
  );
});

test("a disk without any room left is one clear line too", { skip: disk.missing }, async () => {
  try {
    writeFileSync(join(disk.path, "filler"), Buffer.alloc(2 * 1024 ** 2));
  } catch {
    // as much as fits
  }
  const { status, errors } = await atelier(...quickRun(join(disk.path, "late"), "--steps", "1"));
  assert.equal(status, 1);
  assert.equal(errors.length, 1, errors.join("\n"));
  assert.match(errors[0] ?? "", /^atelier: \/.*(late|options\.json|grids).*ENOSPC: no space left/);
});

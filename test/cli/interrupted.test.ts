import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkpointSteps } from "../../src/runs/checkpoint.js";
import { Run } from "../../src/runs/run.js";
import { listRunFolders } from "../../src/runs/runFolder.js";
import { atelier, checkpoints, quickRun, start, temporaryFolder } from "./atelier.js";

/** The only run of a seed below the checkpoints. */
function runOf(seed: number): Run {
  const found = listRunFolders(checkpoints).filter((folder) => folder.includes(`-seed${seed}-`));
  assert.equal(found.length, 1, found.join());
  return new Run(found[0] ?? "");
}

/** What `list runs` says of a seed, its columns one blank apart. */
async function listed(seed: number): Promise<string> {
  const { status, stdout, errors } = await atelier("list", "runs");
  assert.deepEqual([status, errors], [0, []]);
  const line = stdout.split("\n").find((each) => each.includes(`-seed${seed}-`)) ?? "";
  return line.replace(/ +/g, " ");
}

const longRun = (seed: number) =>
  start(["run", "gan128MNIST", "--quick", "--steps", "5000", "--seed", String(seed)]);

test("Ctrl-C ends a run after its step: exit 0, status stopped, grid and checkpoint there", async () => {
  const { child, printed, outcome } = longRun(1);
  await printed(/^step 1 of 5000/m);
  child.kill("SIGINT");
  const { status, stdout, errors } = await outcome;
  assert.deepEqual([status, errors], [0, []]);
  const run = runOf(1);
  const { state, step } = run.status;
  assert.deepEqual([state, run.rows().length], ["stopped", step]);
  assert.ok(step >= 1 && step < 100, `${step}`);
  assert.equal(run.gridSteps().at(-1), step);
  assert.equal(checkpointSteps(run.folder).at(-1), step);
  assert.equal(run.measures?.step, step);
  assert.match(stdout, new RegExp(`^stopped after ${step} of 5000 steps, `, "m"));
  assert.match(await listed(1), new RegExp(` 1 +stopped +${step}/5000 `));
});

test("Ctrl-C while the finished run is measured loses nothing: the run is complete", async () => {
  const out = join(temporaryFolder(), "run");
  const { child, printed, outcome } = start(quickRun(out, "--steps", "2"));
  await printed(/^step 2 of 2/m);
  child.kill("SIGINT");
  assert.equal((await outcome).status, 0);
  const run = new Run(out);
  assert.deepEqual([run.status.state, run.measures?.step], ["complete", 2]);
});

test("a run killed half-way is listed as incomplete and can be shown; others are as before", async () => {
  const before = await listed(1);
  const { child, printed, outcome } = longRun(2);
  await printed(/^step 1 of 5000/m);
  assert.match(await listed(2), / 2 +running +\d+\/5000 /);
  child.kill("SIGKILL");
  assert.equal((await outcome).signal, "SIGKILL");
  const run = runOf(2);
  const rows = run.rows().length;
  assert.ok(rows >= 1);
  appendFileSync(join(run.folder, "stats.jsonl"), '{"step":99,"kimg":6.3');
  mkdirSync(join(run.folder, "step-000100.partial"));
  writeFileSync(join(run.folder, "step-000100.partial", "state.safetensors"), "half");
  assert.deepEqual([run.rows().length, run.lastRow()?.step], [rows, rows]);
  assert.deepEqual(checkpointSteps(run.folder), [0]);
  assert.match(await listed(2), new RegExp(` 2 +incomplete +${rows}/5000 `));
  assert.equal(await listed(1), before);
  const { status, stdout } = await atelier("show", "run", run.name);
  assert.equal(status, 0);
  assert.match(stdout, /Incomplete: saved after 0 of 5000 steps/);
  assert.match(readFileSync(join(run.folder, "README.md"), "utf8"), /running when this page was/);
});

test("a damaged run is listed as damaged, named when shown, and hides no other", async () => {
  const before = await listed(1);
  for (const file of ["options.json", "status.json"]) {
    const folder = join(checkpoints, "gan128MNIST", "repaired-seed3-torn");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "options.json"), JSON.stringify(runOf(1).options));
    writeFileSync(join(folder, "status.json"), JSON.stringify(runOf(1).status));
    writeFileSync(join(folder, file), '{"state": "comp');
    assert.match(await listed(3), /repaired-seed3-torn +damaged/);
    const { status, errors } = await atelier("show", "run", "repaired-seed3-torn");
    assert.equal(status, 1);
    assert.match(
      errors.join("\n"),
      new RegExp(`^atelier: .*seed3-torn/${file}: expected a run's .*`),
    );
  }
  assert.equal(await listed(1), before);
  assert.equal(readdirSync(join(checkpoints, "gan128MNIST")).length, 3);
});

test("a reader that goes away (`| head -1`) does not end the run", async () => {
  const out = join(temporaryFolder(), "run");
  const { child, printed, outcome } = start(quickRun(out, "--steps", "2"));
  await printed(/seed 1/);
  child.stdout?.destroy();
  assert.deepEqual((await outcome).errors, []);
  assert.equal(new Run(out).status.state, "complete");
});

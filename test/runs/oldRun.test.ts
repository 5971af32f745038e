import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openEngine } from "../../src/engine/backend.js";
import { readSafetensors } from "../../src/runs/readSafetensors.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { difference } from "../engine/compiled/difference.js";
import { figuresOf } from "./sameRun.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { ownWorld } from "./tinyRun.js";

/**
 * `oldRun/at3` was trained to step 3, and `oldRun/step-000006.safetensors` from there to step 6, by
 * the build of revision 3563f07 (the run's environment.json names the machine).
 */
const old = join(__dirname, "../../../test/runs/oldRun");

test("a run of an older build resumes to the same tensors and losses", async (t) => {
  const folder = temporaryFolder();
  ownWorld(folder);
  cpSync(join(old, "at3"), join(folder, "run"), { recursive: true });
  if (openEngine().kind === "javascript") return t.skip("the run was made by the native engine");
  const run = await resumeRun(new Run(join(folder, "run")), { steps: 6 });
  const [ours, theirs] = [
    readSafetensors(join(run.folder, "step-000006", "state.safetensors")),
    readSafetensors(join(old, "step-000006.safetensors")),
  ];
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort());
  const apart = Object.entries(theirs).map(([name, tensor]) => {
    const own = ours[name]?.dataSync() ?? [];
    return [name, difference(own, tensor.dataSync())] as const;
  });
  // to the last bit on the same kind of processor; another may round sums differently
  const [worst = ["", 0]] = apart.sort((a, b) => b[1] - a[1]);
  assert.ok(worst[1] < 1e-4, `${worst[0]} differs by ${worst[1]}`);
  const rows = readFileSync(join(old, "stats.jsonl"), "utf8").trim().split("\n");
  const before = figuresOf(run).map(({ step }) => step);
  assert.deepEqual(
    before,
    rows.map((row) => JSON.parse(row).step),
  );
  t.diagnostic(`largest difference ${worst[1]}`);
});

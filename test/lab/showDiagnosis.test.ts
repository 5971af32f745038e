import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { quickCopy } from "../../src/iterations/quick.js";
import { lab } from "../../src/lab.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { recorded } from "../show/recorder.js";

test("a run's diagnosis is a table with letter, evidence and cure; a run without signals is refused", async () => {
  process.env.ATELIER_OFFLINE = "1";
  const run = await startRun(quickCopy("gan128Paintings", "asRun"), {
    steps: 1,
    out: join(temporaryFolder(), "run"),
  });
  const [table] = await recorded(() => lab.showDiagnosis(run));
  const text = JSON.stringify(table?.data);
  for (const part of ["data.scaling → unit01", "up to|reals reach D", "training.batchSize"])
    assert.match(text, new RegExp(part));
  const letters = lab.diagnose(run).map(({ letter }) => letter);
  for (const letter of ["A", "B", "F"] as const) assert.ok(letters.includes(letter), letter);
  writeFileSync(join(run.folder, "stats.jsonl"), "");
  assert.throws(
    () => lab.diagnose(run),
    /^ConfigError: run run: expected a run that kept signals, of this version and of one step or more, got "0 rows without signals"$/,
  );
});

import assert from "node:assert/strict";
import { appendFileSync, cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { getBackend } from "@tensorflow/tfjs-core";
import { quickCopy } from "../../src/iterations/quick.js";
import { lab } from "../../src/lab.js";
import { lastLine } from "../../src/runs/lastLine.js";
import { runColumns, runsTable } from "../../src/runs/runsTable.js";
import { startRun } from "../../src/runs/startRun.js";
import { csvTable } from "../../src/show/csv.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const runs = join(folder, "checkpoints", "gan128MNIST");

before(async () => {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
  for (const [preset, steps] of [
    ["asTold", 2],
    ["asRun", 3],
  ] as const) {
    await startRun(quickCopy("gan128MNIST", preset), {
      steps,
      seed: steps,
      out: join(runs, preset),
    });
  }
  cpSync(join(runs, "asTold"), join(runs, "torn"), { recursive: true });
  writeFileSync(join(runs, "torn", "options.json"), "{");
});

test("a table has a row for every run, damaged ones too, with what was trained and measured", () => {
  const rows = runsTable();
  assert.deepEqual(
    rows.map(({ run, state, step, seed }) => [run, state, step, seed]),
    [
      ["gan128MNIST/asRun", "complete", 3, 3],
      ["gan128MNIST/asTold", "complete", 2, 2],
      ["gan128MNIST/torn", "damaged", Number.NaN, Number.NaN],
    ],
  );
  const told = lab.open("gan128MNIST/asTold");
  const row = rows[1];
  assert.equal(row?.generatorLoss, told.rows().at(-1)?.generatorLoss);
  assert.equal(row?.saturation, told.measures?.samples.saturation);
  assert.deepEqual([row?.preset, row?.imageSize, row?.data], ["asTold-quick", 28, "mnist"]);
  assert.match(row?.copyCheck ?? "", /^(passed|failed)$/);
});

test("conditions keep the rows that meet them all: equal, not, greater, contains", () => {
  const names = (...where: string[]) => runsTable(where).map(({ run }) => run.split("/")[1]);
  assert.deepEqual(names("state=complete"), ["asRun", "asTold"]);
  assert.deepEqual(names("state!=complete"), ["torn"]);
  assert.deepEqual(names("step>=3"), ["asRun"]);
  assert.deepEqual(names("step<3"), ["asTold"]);
  assert.deepEqual(names("preset~Told", "seed>1"), ["asTold"]);
  assert.deepEqual(names("step>3"), []);
});

test("conditions that cannot be read are refused with what is allowed", () => {
  assert.throws(() => runsTable(["step"]), /--where: expected COLUMN=VALUE, .*, got "step"$/);
  assert.throws(() => runsTable(["speed>1"]), /--where: column: expected one of run, iteration, /);
  assert.throws(() => runsTable(["step>many"]), /--where step>: expected a number, got "many"$/);
});

test("a notebook gets the same table as a danfojs data frame, which leaves the engine as it is", () => {
  const frame = lab.runs();
  assert.deepEqual(frame.columns, [...runColumns]);
  assert.deepEqual(frame.shape, [3, runColumns.length]);
  const long = frame.query(frame.column("step").ge(3));
  assert.deepEqual(long.column("run").values, ["gan128MNIST/asRun"]);
  assert.deepEqual(lab.runs("state=complete").shape[0], 2);
  assert.equal(lab.runs("step>100").shape[0], 0);
  const before = getBackend();
  lab.runs();
  assert.equal(getBackend(), before);
});

test("CSV quotes commas, quotes and line ends, and leaves empty what is not known", () => {
  const rows = [
    { name: 'a "b", c', value: 1.5 },
    { name: "two\nlines", value: Number.NaN },
  ];
  assert.equal(csvTable(rows), 'name,value\n"a ""b"", c",1.5\n"two\nlines",');
  assert.equal(csvTable([], ["run", "step"]), "run,step");
});

test("the last line is found from the end of a file, however long it is, and never a torso", () => {
  const file = join(folder, "lines");
  writeFileSync(file, "");
  assert.equal(lastLine(file), undefined);
  writeFileSync(file, "torso");
  assert.equal(lastLine(file), undefined);
  writeFileSync(file, "one\n");
  assert.equal(lastLine(file), "one");
  const long = "é".repeat(100_000);
  appendFileSync(file, `${long}\ntorso`);
  assert.equal(lastLine(file), long);
  appendFileSync(file, "\nlast\n");
  assert.equal(lastLine(file), "last");
});

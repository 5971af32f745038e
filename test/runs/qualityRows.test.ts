import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { findIteration } from "../../src/iterations/catalogue.js";
import { qualityFigure } from "../../src/lab/showQuality.js";
import { acceptRun } from "../../src/runs/acceptRun.js";
import { picturesFor } from "../../src/runs/measureRun.js";
import { isMeasured } from "../../src/runs/qualityRows.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { ownWorld, tiny } from "./tinyRun.js";

const home = temporaryFolder();
const options = { steps: 4, checkpointEvery: 1 };
const text = ({ folder }: Run) => readFileSync(join(folder, "quality.jsonl"), "utf8");
let run: Run;

before(async () => {
  ownWorld(home);
  run = await startRun(tiny, { ...options, out: join(home, "whole") });
});

test("pictures are measured at step 0 and at checkpoints of powers of two", () => {
  assert.deepEqual(
    run.qualityRows().map(({ step, n }) => [step, n]),
    [0, 1, 2, 4].map((step) => [step, 8]),
  );
  assert.deepEqual(
    [0, 100, 200, 300, 400, 50].filter((step) => isMeasured(step, 100)),
    [0, 100, 200, 400],
  );
});

test("a stop and a resume leave the same rows, bit for bit", async () => {
  const controller = new AbortController();
  const stopped = await startRun(tiny, {
    ...options,
    out: join(home, "stopped"),
    signal: controller.signal,
    onProgress: ({ step }) => step === 3 && controller.abort(),
  });
  assert.equal(stopped.qualityRows().length, 3);
  assert.equal(text(await resumeRun(stopped)), text(run));
});

test("switched off, a run leaves no such file and learns the same", async () => {
  const off = await startRun(tiny, { ...options, quality: false, out: join(home, "off") });
  assert.equal(existsSync(join(off.folder, "quality.jsonl")), false);
  const losses = (each: Run) => each.rows().map(({ generatorLoss }) => generatorLoss);
  assert.deepEqual(losses(off), losses(run));
});

test("a run's colours are held against those before its first step", () => {
  const start = run.qualityRows()[0]?.colour ?? Number.NaN;
  const finding = acceptRun(run).find(({ claim }) => claim.startsWith("colours"));
  assert.ok(finding?.value.endsWith(`before ${start.toFixed(1)}`), finding?.value);
  assert.throws(() => acceptRun(new Run(join(home, "none"))), /expected/);
});

test("the figure of a run's quality has a point a measured checkpoint, placed by images seen", () => {
  const [line] = qualityFigure([run]).data as { x: number[]; y: number[] }[];
  assert.deepEqual(line?.x, [0, 0.008, 0.016, 0.032]);
  assert.ok(line?.y.every((distance) => distance > 0));
});

test("few pictures are measured of a run that has seen few, at most 64", () => {
  const few = (seen: number) => picturesFor(findIteration("gan128MNIST"), seen);
  assert.deepEqual([24, 3200, 100_000].map(few), [8, 32, 64]);
});

test("few pictures are measured of a generator that takes seconds for each", () => {
  const asRun = (name: string) => picturesFor(findIteration(name, "asRun"));
  assert.deepEqual(["gan256Impres", "gan512", "kerasGANv5"].map(asRun), [64, 18, 8]);
});

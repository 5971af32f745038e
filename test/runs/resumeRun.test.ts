import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { openEngine } from "../../src/engine/backend.js";
import { hasFastBfloat16, type Precision, processorFlags } from "../../src/engine/precision.js";
import { bestMode } from "../../src/engine/runner.js";
import { covers64, coversWgan64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { scaled } from "../../src/iterations/scaled.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { small } from "../engine/compiled/games.js";
import { assertSameRun, assertSameSteps, figuresOf } from "./sameRun.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);

before(() => {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  process.env.XDG_CACHE_HOME = join(folder, "cache");
});

/** Covers of 16 px with live dropout and everything else as at full size. */
const tinyCovers = (iteration: Iteration) => scaled(iteration, { imageSize: 16, width: 16 });

/** Every optimizer, order of updates, regulariser and kind of state that a run can have. */
const games: Readonly<Record<string, Iteration>> = {
  "RMSProp, one picture a step": small.asRun,
  "RMSProp, the gate, l2": small.asTold,
  "live dropout": derive(
    small.asTold,
    { preset: "dropout" },
    { generator: { dropoutLive: true }, discriminator: { dropoutLive: true } },
  ),
  "a shared Adam, fresh noise in its pictures": small.asPublished,
  "Adam, R1, averaged weights, random crops": derive(
    small.repaired,
    { preset: "averaged" },
    { sampling: { averageDecay: 0.9 }, data: { resize: "random", flip: true } },
  ),
  "genres dealt out by lot, balanced batches, augmented": tinyCovers(covers64.permuted),
  "WGAN-GP with genres": tinyCovers(coversWgan64.repaired),
};

const often = (iteration: Iteration): Iteration => ({
  ...iteration,
  training: { ...iteration.training, batchSize: Math.min(8, iteration.training.batchSize) },
  sampling: { ...iteration.sampling, every: 2, grid: 2 },
});

interface Way {
  readonly eager: boolean;
  readonly precision: Precision;
}

/** Starts a run and stops it after some steps. */
async function stopped(iteration: Iteration, name: string, after: number, way: Way) {
  const controller = new AbortController();
  const run = await startRun(iteration, {
    out: out(name),
    steps: 7,
    checkpointEvery: 2,
    ...way,
    signal: controller.signal,
    onProgress: ({ step }, grid) => {
      if (step === after && !grid) controller.abort();
    },
  });
  assert.deepEqual([run.status.state, run.status.step], ["stopped", after]);
  return run;
}

openEngine();
const noGraphs = bestMode() === "eager" && "no compiled steps on this engine";
const noBfloat16 = !hasFastBfloat16(processorFlags()) && "no fast bfloat16 on this machine";
const ways: readonly (Way & { readonly how: string; readonly skip: false | string })[] = [
  { how: "compiled", eager: false, precision: "float32", skip: noGraphs },
  {
    how: "compiled in bfloat16",
    eager: false,
    precision: "bfloat16",
    skip: noGraphs || noBfloat16,
  },
  { how: "op by op", eager: true, precision: "float32", skip: false },
];

/** The graphs of a precision differ in their arithmetic only: one game of each optimizer shows it. */
const inBfloat16 = ["RMSProp, one picture a step", "Adam, R1, averaged weights, random crops"];

for (const { how, skip, ...way } of ways) {
  for (const [what, iteration] of Object.entries(games)) {
    if (way.precision === "bfloat16" && !inBfloat16.includes(what)) continue;
    test(`${what}, ${how}: a run that stopped and went on is the run that never stopped`, {
      skip,
    }, async () => {
      const game = often(iteration);
      const id = `${what} ${how}`;
      const whole = await startRun(game, { out: out(id), steps: 7, checkpointEvery: 2, ...way });
      const first = await stopped(game, `${id} twice`, 3, way);
      assertSameRun(whole, await resumeRun(first));
      assert.deepEqual(
        first.timeline.map(({ step, what }) => [step, what]),
        [
          [0, "started"],
          [3, "stopped"],
          [3, "resumed"],
          [7, "completed"],
        ],
      );
    });
  }
}

let short: Run;
const tiny = often(small.repaired);
const briefly = { steps: 4, checkpointEvery: 2 };

test("+4 steps after the end are the steps of a run that was longer from the start", async () => {
  const whole = await startRun(tiny, { out: out("whole"), steps: 8, checkpointEvery: 2 });
  short = await startRun(tiny, { ...briefly, out: out("short") });
  assertSameSteps(whole, await resumeRun(short, { steps: "+4" }));
  assert.deepEqual([short.options.steps, short.options.plannedSteps], [8, 4]);
});

test("a run without steps left is refused with the number that are done", async () => {
  const before = readFileSync(join(short.folder, "status.json"), "utf8");
  await assert.rejects(
    resumeRun(short),
    /^ConfigError: run short: steps: expected more than the 8 steps that are done, got 8; \+2000 trains on$/,
  );
  await assert.rejects(resumeRun(short, { steps: 5 }), /expected more than the 8 steps/);
  await assert.rejects(resumeRun(short, { steps: 0 }), /^ConfigError: steps: expected a whole/);
  await assert.rejects(
    resumeRun(short, { checkpointEvery: 0 }),
    /^ConfigError: checkpoint-every: expected a whole number of at least 1, got 0$/,
  );
  assert.equal(readFileSync(join(short.folder, "status.json"), "utf8"), before);
});

test("rows after the checkpoint, a torn last line and later pictures are cut", async () => {
  const whole = await startRun(tiny, { out: out("cut whole"), steps: 6, checkpointEvery: 2 });
  const torn = await startRun(tiny, { ...briefly, out: out("torn") });
  const file = join(torn.folder, "stats.jsonl");
  appendFileSync(file, `${JSON.stringify({ step: 5, kimg: 1 })}\n{"step":6,"ki`);
  writeFileSync(join(torn.folder, "grids", "step-000006.png"), "later");
  writeFileSync(join(torn.folder, "film", "step-000002.png.476139155"), "half");
  writeFileSync(join(torn.folder, "grids", "step-000005-preset.png"), "later");
  assertSameSteps(whole, await resumeRun(torn, { steps: 6 }));
  const halves = readdirSync(join(torn.folder, "film")).filter((name) => !name.endsWith(".png"));
  assert.deepEqual(halves, []);
});

test("a run killed between its last step and its measures is measured and completed", async () => {
  const odd = { steps: 5, checkpointEvery: 2 }; // its last picture is out of turn
  const whole = await startRun(tiny, { ...odd, out: out("measured") });
  const killed = await startRun(tiny, { ...odd, out: out("killed") });
  rmSync(join(killed.folder, "measures.json"));
  const file = join(killed.folder, "status.json");
  const status = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...status, state: "running", pid: 2 ** 22 }));
  assert.equal(killed.status.state, "incomplete");
  assertSameRun(whole, await resumeRun(killed));
  assert.equal(killed.status.state, "complete");
});

test("a damaged newest checkpoint is named, and the run goes on from the one before", async () => {
  const whole = await startRun(tiny, { out: out("good"), steps: 6, checkpointEvery: 2 });
  const damaged = await startRun(tiny, { ...briefly, out: out("damaged") });
  const file = join(damaged.folder, "step-000004", "state.safetensors");
  writeFileSync(file, readFileSync(file).subarray(0, 1000));
  const lines: string[] = [];
  assertSameSteps(whole, await resumeRun(damaged, { steps: 6, log: (line) => lines.push(line) }));
  assert.equal(lines.filter((line) => line.startsWith("damaged: ")).length, 1);
  assert.ok(lines.includes("going on at step 2 of 6"), lines.join("\n"));
});

test("seconds go on where the run stopped", async () => {
  const run = await startRun(tiny, { ...briefly, out: out("seconds") });
  const [before, { startedAt }] = [run.lastRow()?.seconds ?? 0, run.status];
  await resumeRun(run, { steps: 5 });
  assert.ok((run.lastRow()?.seconds ?? 0) > before);
  assert.ok((run.status.seconds ?? 0) > before);
  assert.equal(run.status.startedAt, startedAt);
});

test("a run that another is at work on is refused, and left alone", async () => {
  const run = await startRun(tiny, { ...briefly, out: out("busy") });
  const first = resumeRun(run, { steps: 6 });
  await assert.rejects(
    resumeRun(run, { steps: 6 }),
    /busy: expected a run that no process is at work on, got "process \d+"$/,
  );
  await first;
  assert.equal(figuresOf(run).length, 6);
  assert.ok(!existsSync(join(run.folder, "step-000008")));
});

import assert from "node:assert/strict";
import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { bestMode } from "../../src/engine/runner.js";
import { ConfigError } from "../../src/errors.js";
import { quickCopy } from "../../src/iterations/quick.js";
import { judgeRun } from "../../src/runs/judgeRun.js";
import { Run } from "../../src/runs/run.js";
import { type StartOptions, startRun } from "../../src/runs/startRun.js";
import type { Progress } from "../../src/training/progress.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const iteration = quickCopy("gan128MNIST", "asRun");
const progress: Progress[] = [];
let grids = 0;
let run: Run;

before(async () => {
  delete process.env.ATELIER_DATA;
  process.env.ATELIER_OFFLINE = "1";
  process.env.XDG_CACHE_HOME = join(folder, "cache");
  run = await startRun(iteration, {
    steps: 3,
    out: join(folder, "run"),
    onProgress: (each, grid) => {
      if (grid) grids++;
      else progress.push(each);
    },
  });
});

/** A run that must be refused before anything is kept. */
async function refused(options: StartOptions, message: RegExp): Promise<void> {
  const out = join(folder, "refused");
  await assert.rejects(startRun(iteration, { out, ...options }), (error) => {
    assert.ok(error instanceof ConfigError);
    assert.match(error.message, message);
    return true;
  });
  assert.equal(existsSync(out), false);
}

test("progress comes once a step, and once more with each grid", () => {
  assert.deepEqual(
    progress.map(({ step, steps, kimg }) => [step, steps, kimg]),
    [
      [1, 3, 0.001],
      [2, 3, 0.002],
      [3, 3, 0.003],
    ],
  );
  assert.equal(grids, 1);
});

test("seed and steps that are no whole numbers, and empty names, are refused by name", async () => {
  await refused({ steps: 0 }, /^steps: expected a whole number of at least 1, got 0$/);
  await refused({ steps: 2.5 }, /^steps: expected a whole number of at least 1, got 2.5$/);
  await refused({ seed: -1 }, /^seed: expected a whole number of at least 0, got -1$/);
  await refused({ data: "" }, /^--data: expected a folder, got ""$/);
  await refused({ out: "" }, /^--out : expected a new or empty folder for the run, got "no name"$/);
});

test("a stop before the first step leaves nothing", async () => {
  await refused(
    { signal: AbortSignal.abort() },
    /^stopped before training began; nothing was kept$/,
  );
});

test("a run that fails half-way says so in its status, keeps its rows and its page", async () => {
  const out = join(folder, "failed");
  const failing = startRun(iteration, {
    steps: 5,
    out,
    onProgress: ({ step }) => {
      if (step === 2) throw new Error("the panel broke");
    },
  });
  await assert.rejects(failing, /the panel broke/);
  const failed = new Run(out);
  assert.deepEqual([failed.status.state, failed.rows().length], ["failed", 2]);
  assert.equal(failed.status.error, "the panel broke");
  assert.match(
    readFileSync(join(out, "README.md"), "utf8"),
    /Failed, saved after 0 of 5 steps: the panel/,
  );
  assert.throws(() => judgeRun(failed), /expected a run that came to its end, got "failed"$/);
});

test("the verdict on asRun names unscaled reals (A) and a generator deaf to its latents (B)", () => {
  const { works, sentence } = judgeRun(run);
  assert.equal(works, false);
  assert.match(sentence, /^Does not work: reals reach D as numbers up to \d{3} \(A\)/);
  assert.match(sentence, /in training G draws one picture whatever the latent \(B\)/);
});

test("a run reads back: grids by step and view, rows, a last line cut short left out", () => {
  assert.deepEqual(run.gridSteps(), [0, 3]);
  assert.deepEqual(run.grid(), run.grid(3));
  assert.notDeepEqual(run.grid(3, "preset"), run.grid(3));
  assert.throws(() => run.grid(2), /grid of run: expected one of steps 0, 3, got 2$/);
  appendFileSync(join(run.folder, "stats.jsonl"), '{"step": 4, "ki');
  assert.deepEqual(
    run.rows().map(({ step }) => step),
    [1, 2, 3],
  );
  appendFileSync(join(run.folder, "stats.jsonl"), "\n");
  assert.throws(() => run.rows(), /stats\.jsonl, line 4: expected a row of statistics, got /);
});

test("a run keeps a frame of its film at each step due, from before the first", async () => {
  const film = join(run.folder, "film");
  assert.deepEqual(
    readdirSync(film),
    [0, 1, 2, 3].map((step) => `step-00000${step}.png`),
  );
  const { width, height } = await sharp(join(film, "step-000002.png")).metadata();
  assert.deepEqual([width, height], [3 * 28, 3 * 28]);
});

test("steps are compiled where the engine can, op by op when asked; either is said and kept", async () => {
  const modes = [];
  for (const eager of [false, true]) {
    const lines: string[] = [];
    const out = join(folder, eager ? "eager" : "compiled");
    const log = (line: string) => lines.push(line);
    const { options } = await startRun(iteration, { steps: 1, out, eager, log });
    const said = lines.find((line) => line.startsWith("steps: "));
    assert.match(said ?? "", options.mode === "compiled" ? /^steps: compiled/ : /^steps: op by op/);
    modes.push(options.mode);
  }
  assert.deepEqual(modes, [bestMode(), "eager"]);
});

test("the precision is kept in the options, and refused where it cannot be had", async (t) => {
  assert.equal(run.options.precision, "float32");
  await refused({ eager: true, precision: "bfloat16" }, /^precision bfloat16: expected compiled/);
  if (bestMode() !== "compiled" || !run.environment.fastBfloat16) {
    return t.skip("no fast bfloat16 on this machine");
  }
  const lines: string[] = [];
  const out = join(folder, "bfloat16");
  const log = (line: string) => lines.push(line);
  const { options } = await startRun(iteration, { steps: 1, out, precision: "bfloat16", log });
  assert.equal(options.precision, "bfloat16");
  assert.ok(
    lines.includes("steps: compiled, as TensorFlow graphs, in bfloat16 with float32 weights"),
  );
});

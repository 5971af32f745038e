import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { fill } from "@tensorflow/tfjs-core";
import type { Iteration } from "../../src/iterations/iteration.js";
import { checkpointSteps, newestCheckpoint, openCheckpoint } from "../../src/runs/checkpoint.js";
import { Journal } from "../../src/runs/journal.js";
import { openRunData } from "../../src/runs/openRunData.js";
import { playRun } from "../../src/runs/playRun.js";
import { type OnNan, Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import type { Images } from "../../src/shape.js";
import { Gan } from "../../src/training/gan.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { ownWorld, tiny } from "./tinyRun.js";

const folder = temporaryFolder();
before(() => ownWorld(folder));

/** A game that one of whose arrays is spoilt before a step, as long as its rate is what it was. */
class Spoilt extends Gan {
  constructor(
    iteration: Iteration,
    private readonly entry: RegExp,
    private readonly at: number,
  ) {
    super(iteration, 1);
  }

  override play(images: Images, step: number) {
    const { learningRate } = this.iteration.generator;
    if (step === this.at && learningRate === tiny.generator.learningRate) {
      const name = Object.keys(this.tensors).find((each) => this.entry.test(each)) ?? "";
      const bad = fill(this.tensors[name]?.shape ?? [], Number.POSITIVE_INFINITY);
      this.setTensors({ ...this.tensors, [name]: bad });
      bad.dispose();
    }
    return super.play(images, step);
  }
}

/** Two good steps, then more of a game that is spoilt before step 5. */
async function play(name: string, onNan: OnNan, entry: RegExp): Promise<Run> {
  const out = join(folder, name);
  const { options } = await startRun(tiny, { out, steps: 2, checkpointEvery: 2, onNan });
  await playRun({
    folder: out,
    options: { ...options, steps: 8 },
    dataSet: await openRunData(tiny, {}),
    journal: new Journal(out, 8),
    milestones: 4,
    from: openCheckpoint(out, 2),
    makeGan: ({ iteration }) => new Spoilt(iteration, entry, 5),
    onProgress: () => {},
    log: () => {},
  });
  return new Run(out);
}

test("infinity in a weight ends the run at once, and is never saved", async () => {
  const kernel = /^discriminator\/.*kernel/;
  await assert.rejects(
    play("stop", "stop", kernel),
    /at step 6: expected a finite number, got NaN/,
  );
  const run = new Run(join(folder, "stop"));
  assert.deepEqual(checkpointSteps(run.folder), [0, 2, 4]);
  assert.equal(run.lastRow()?.step, 5);
});

test("an array that no loss shows is found before it is saved", async () => {
  const statistics = /^generator\/.*movingMean/;
  await assert.rejects(
    play("hidden", "stop", statistics),
    /^ConfigError: generator\/.*movingMean at step 6: expected a finite number, got Infinity; training has diverged$/,
  );
  assert.deepEqual(checkpointSteps(join(folder, "hidden")), [0, 2, 4]);
});

test("rollback goes on from the last good state at half the rates, and the timeline says so", async () => {
  const run = await play("rollback", "rollback", /^discriminator\/.*kernel/);
  const { generator, discriminator } = run.options.iteration;
  assert.equal(generator.learningRate, tiny.generator.learningRate / 2);
  assert.equal(discriminator.learningRate, tiny.discriminator.learningRate / 2);
  const back = run.timeline.filter(({ what }) => what === "rolled back");
  assert.deepEqual(
    back.map(({ step }) => step),
    [4],
  );
  assert.match(back[0]?.text ?? "", /diverged; learning rates now G 0\.0001 and D 0\.0001$/);
  assert.deepEqual(
    run.rows().map(({ step }) => step),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  const { state } = newestCheckpoint(run.folder, assert.fail);
  assert.deepEqual([state.step, state.options.iteration], [8, run.options.iteration]);
});

/** Rates at which the very first updates leave the range of float32. */
const wild: Iteration = {
  ...tiny,
  generator: { ...tiny.generator, learningRate: 1e30 },
  discriminator: { ...tiny.discriminator, learningRate: 1e30 },
};

test("a run whose rates make it diverge fails with the figure's name, step 0 kept", async () => {
  const out = join(folder, "wild");
  await assert.rejects(
    startRun(wild, { out, steps: 5 }),
    /: expected a finite number, got .*diverged$/,
  );
  const run = new Run(out);
  assert.equal(run.status.state, "failed");
  assert.match(run.status.error ?? "", /training has diverged/);
  assert.equal(newestCheckpoint(out, assert.fail).state.step, 0);
});

test("rollback gives up when eight halvings did not help", async () => {
  const out = join(folder, "hopeless");
  await assert.rejects(
    startRun(wild, { out, steps: 5, onNan: "rollback" }),
    /diverged, also after 8 halvings of the learning rates$/,
  );
  const run = new Run(out);
  assert.equal(run.timeline.filter(({ what }) => what === "rolled back").length, 8);
  assert.equal(run.options.iteration.generator.learningRate, 1e30 / 256);
});

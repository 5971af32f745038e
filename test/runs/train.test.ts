import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import sharp from "sharp";
import { openDataSet } from "../../src/data/openDataSet.js";
import { Random } from "../../src/engine/random.js";
import type { Run } from "../../src/runs/run.js";
import { planTraining } from "../../src/runs/train/planTraining.js";
import { type TrainOptions, trainOwn } from "../../src/runs/train/trainOwn.js";
import { ownWorld } from "./smallRuns.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();
const doors = join(folder, "doors");
let first: Run;

async function draw(index: number): Promise<void> {
  const drawn = await openDataSet("synthetic", { log: () => {} });
  const prepare = { imageSize: 48, channels: 3, resize: "squash", flip: false } as const;
  const data = await drawn.load(index, prepare, new Random(1, "pictures"));
  const picture = sharp(data, { raw: { width: 48, height: 48, channels: 3 } });
  await picture.png().toFile(join(doors, `${index}.png`));
}

before(async () => {
  ownWorld(folder);
  process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
  mkdirSync(doors);
  for (let index = 0; index < 8; index++) await draw(index);
  writeFileSync(join(doors, "broken.jpg"), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
});

/** Trains and keeps what was said. */
async function train(options: TrainOptions = {}): Promise<{ run: Run; said: string }> {
  const lines: string[] = [];
  const run = await trainOwn(doors, { log: (line) => lines.push(line), ...options });
  return { run, said: lines.join("\n") };
}

test("a plan says what was found, what is proposed and what it costs, before anything is kept", async () => {
  const { lines, training } = await planTraining(doors, { minutes: 1 });
  assert.ok("iteration" in training);
  const text = lines.join("\n");
  assert.match(text, /^8 pictures, 48x48, 1 unreadable file left out, from the folder "doors"$/m);
  assert.match(text, /^broken\.jpg: /m);
  assert.match(text, /^only 8 pictures: augment them, and check for copies$/m);
  assert.match(text, /^not 64 px: 8 of 8 pictures would be enlarged$/m);
  assert.match(text, /^32 px$/m);
  assert.match(text, /^about .+ on this machine with nothing else to do, about .+ of memory$/m);
  assert.equal(training.iteration.training.batchSize, 8);
  assert.equal(training.iteration.training.diffAugment.length, 3);
});

test("a folder is trained on as planned, and the run is measured and checked for copies", async () => {
  const { run, said } = await train({ steps: 1 });
  first = run;
  assert.match(said, /batch 8, 1 steps: 8 pictures shown/);
  assert.equal(run.status.state, "complete");
  assert.equal(run.iteration.name, "own");
  assert.equal(run.iteration.data.imageSize, 32);
  assert.equal(typeof run.measures?.copyCheck.passed, "boolean");
});

test("asked again, a complete training is opened; another size is refused", async () => {
  const again = await train();
  assert.equal(again.run.folder, first.folder);
  assert.match(
    again.said,
    /complete after 1 steps: --steps \+2000 or --minutes 10 trains on, --fresh begins anew/,
  );
  assert.doesNotMatch(again.said, /pictures shown/);
  await assert.rejects(
    train({ size: 64 }),
    /^ConfigError: size: expected 32 px, as in the earlier run 32px-\S+, got 64; leave --size out to go on with it, or begin anew with --fresh --size 64$/,
  );
});

test("what is said is what is done: steps more, minutes more, another seed", async () => {
  const said = async (wishes: TrainOptions) =>
    (await planTraining(doors, wishes)).lines.at(-1) ?? "";
  assert.match(
    await said({ steps: "+60" }),
    /^going on with run 32px-\S+ \(32 px, batch 8, seed 1\) at step 1, to step 61: about .*; --fresh would begin anew$/,
  );
  const { training } = await planTraining(doors, { minutes: 10 });
  assert.ok("run" in training && !training.done && training.run.folder === first.folder);
  const seconds = first.lastRow()?.seconds ?? 0;
  assert.equal(training.steps, 1 + Math.max(1, Math.floor(600 / seconds)));
  const { lines, training: other } = await planTraining(doors, { seed: 9, steps: 1 });
  assert.ok("iteration" in other);
  assert.match(lines.join("\n"), /^run 32px-\S+ of seed 1 is kept; seed 9 begins anew$/m);
  await assert.rejects(
    planTraining(doors, { minutes: 0 }),
    /minutes: expected more than 0, got 0$/,
  );
});

test("another seed is a run of its own, which the same seed goes on with", async () => {
  const ninth = await train({ seed: 9, steps: 1 });
  assert.notEqual(ninth.run.folder, first.folder);
  assert.equal(ninth.run.options.seed, 9);
  const more = await train({ seed: 9, steps: "+1" });
  assert.deepEqual([more.run.folder, more.run.status.step], [ninth.run.folder, 2]);
  const one = await train({ seed: 1 });
  assert.equal(one.run.folder, first.folder);
});

test("+1 goes on with it, with the pictures that came since; --fresh begins anew", async () => {
  await draw(8);
  const more = await train({ steps: "+1", seed: 1 });
  assert.deepEqual([more.run.folder, more.run.status.step], [first.folder, 2]);
  assert.equal(more.run.data.count, 9);
  const fresh = await train({ steps: 1, fresh: true });
  assert.notEqual(fresh.run.folder, first.folder);
});

test("what cannot be trained on is refused: no folder, none with pictures, too few, more steps of nothing", async () => {
  const refused = async (data: string, message: RegExp, options: TrainOptions = {}) =>
    await assert.rejects(trainOwn(data, options), message);
  const empty = join(folder, "empty");
  mkdirSync(empty);
  await refused(join(folder, "nowhere"), /nowhere: expected a folder/);
  await refused(
    empty,
    /empty: expected at least one readable JPEG, PNG, WebP or GIF, got no files$/,
  );
  await refused(join(doors, "0.png"), /0\.png: expected a folder/);
  await refused(doors, /^ConfigError: size: expected one of 256, 128, 64, 32 px, got 100$/, {
    size: 100,
    fresh: true,
  });
  await refused(
    doors,
    /^ConfigError: steps: expected a number: no earlier training on these pictures, got "\+5"$/,
    { steps: "+5", fresh: true },
  );
  for (let index = 1; index < 9; index++) rmSync(join(doors, `${index}.png`));
  await refused(doors, /^ConfigError: doors: expected at least 8 pictures, got 1$/, {
    fresh: true,
  });
});

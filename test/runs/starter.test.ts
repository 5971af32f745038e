import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { latentsOf } from "../../src/art/latentOf.js";
import { measure } from "../../src/diagnosis/measures.js";
import { openEngine } from "../../src/engine/backend.js";
import { starter } from "../../src/iterations/starter.js";
import { lab } from "../../src/lab.js";
import { checkpointSteps, openCheckpoint } from "../../src/runs/checkpoint.js";
import { samplePictures } from "../../src/runs/samplePictures.js";
import { starterFolder } from "../../src/runs/starter.js";
import { TrainedGenerator } from "../../src/runs/trainedGenerator.js";
import { temporaryFolder } from "./temporaryFolder.js";

const folder = temporaryFolder();

before(() => {
  process.env.ATELIER_CHECKPOINTS = join(folder, "checkpoints");
  openEngine();
});

function filesIn(place: string): readonly string[] {
  return readdirSync(place, { recursive: true })
    .map((name) => join(place, String(name)))
    .filter((path) => statSync(path).isFile());
}

test("the starter is found by its name wherever runs are kept, is whole, and smaller than 5 MB", async () => {
  const run = lab.open("starter");
  assert.equal(run.folder, starterFolder());
  assert.deepEqual(checkpointSteps(run.folder), [starter.training.steps]);
  openCheckpoint(run.folder, starter.training.steps);
  const bytes = filesIn(run.folder).reduce((sum, path) => sum + statSync(path).size, 0);
  assert.ok(bytes < 5e6, `${bytes} bytes`);
  assert.deepEqual(run.iteration.generator, starter.generator);
});

test("its pictures are as varied, as smooth and as black and white as the digits it was measured against", () => {
  const run = lab.open("starter");
  const generator = new TrainedGenerator(run);
  const seeds = Array.from({ length: 64 }, (_, at) => at + 1000);
  const own = measure(samplePictures(generator, latentsOf(generator, seeds)));
  generator.dispose();
  const reals = run.measures?.reals;
  assert.ok(reals);
  assert.ok(Math.abs(own.lag1 - reals.lag1) < 0.02, `lag-1 ${own.lag1}, ${reals.lag1}`);
  assert.ok(Math.abs(own.betweenSamples - reals.betweenSamples) < 0.1);
  assert.ok(own.saturation > 0.7 * reals.saturation, `${own.saturation}, ${reals.saturation}`);
});

test("its card says what it is, how sure a classifier is of it and how it is made again, and names no machine", () => {
  const card = readFileSync(join(starterFolder(), "README.md"), "utf8");
  for (const part of [
    /MNIST/,
    /CC BY-SA/,
    /is sure .* of \*\*\d\d\.\d %\*\* of the samples, among which are 10 different digits/,
    /makeStarter\.js/,
    /Copy check|copy check/,
  ])
    assert.match(card, part);
  for (const path of filesIn(starterFolder()).filter((name) => /\.(json|jsonl|md)$/.test(name)))
    assert.doesNotMatch(readFileSync(path, "utf8"), /\/(work|root|home|tmp|Users)\//, path);
});

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { coverData } from "../../src/covers/coverData.js";
import { type Proven, proveNets } from "../../src/covers/prove.js";
import { openDataSet } from "../../src/data/openDataSet.js";
import { splitByContent } from "../../src/data/split.js";
import { covers64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import type { Iteration } from "../../src/iterations/iteration.js";
import { scaled } from "../../src/iterations/scaled.js";
import { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { ownWorld } from "../runs/tinyRun.js";
import { writeCovers } from "./writeCovers.js";

const folder = temporaryFolder();
const albums = join(folder, "albums");
const genres = ["seascape", "grid"] as const;
let runs: readonly [Run, Run];
let proven: Proven;

before(async () => {
  ownWorld(folder);
  await writeCovers(albums, { count: 80, genres });
  const small = scaled(covers64.unlabelled, { imageSize: 16, width: 16 });
  const tiny = derive(small, { preset: small.preset }, { training: { batchSize: 12 } });
  const start = (genre: string) =>
    startRun(tiny, {
      out: join(folder, `of-${genre}`),
      steps: 6,
      data: join(albums, genre),
      quality: false,
    });
  runs = [await start(genres[0]), await start(genres[1])];
  const data = join(folder, "moved");
  cpSync(albums, data, { recursive: true });
  proven = await proveNets(
    runs.map((run) => ({ run })),
    { samples: 40, classifierSteps: 60, data },
  );
});

/** A run's copy that says another thing of its iteration. */
function changed(run: Run, name: string, change: (iteration: Iteration) => object): Run {
  const out = join(folder, name);
  cpSync(run.folder, out, { recursive: true });
  const file = join(out, "options.json");
  const options = JSON.parse(readFileSync(file, "utf8"));
  options.iteration = { ...options.iteration, ...change(options.iteration) };
  writeFileSync(file, JSON.stringify(options));
  return new Run(out);
}

test("networks of one genre each are judged as one generator, also by covers that were moved: as many of each, reals of all", () => {
  const { proof } = proven;
  assert.deepEqual(proof.genres, genres);
  assert.deepEqual([proof.run, proof.step, proof.kimg], ["of-seascape, of-grid", 6, 0.072]);
  const { reals, generated } = proof.classifiers.whole;
  assert.ok(reals.accuracy > 0.8, `${reals.accuracy}`);
  assert.deepEqual(
    generated.confusion.map((row) => row.reduce((sum, count) => sum + count, 0)),
    [20, 20],
  );
  assert.equal(
    [...proof.counts.training, ...proof.counts.heldOut].reduce((sum, count) => sum + count, 0),
    80,
  );
  assert.equal(proof.classHead, undefined);
});

test("a run of one genre holds out the very covers that a run of all genres holds out", async () => {
  const all = await openDataSet("albums", { folder: albums, log: () => {} });
  const held = Array.from(splitByContent(all, 0.2).heldOut, (place) => all.manifest[place]?.sha256);
  const own = await Promise.all(runs.map((run) => coverData(run)));
  const together = own.flatMap(({ dataSet, heldOut }) =>
    Array.from(heldOut.places, (place) => dataSet.manifest[place]?.sha256),
  );
  assert.deepEqual(together.sort(), held.sort());
});

test("runs that cannot be judged together are refused by name", async () => {
  const [first, second] = runs;
  const refused = async (some: readonly Run[], message: RegExp) =>
    assert.rejects(proveNets(some.map((run) => ({ run }))), message);
  await refused([first], /^ConfigError: runs: expected one for each genre, two at least, got 1/);
  await refused(
    [first, second, first],
    /run of-seascape: expected a genre of its own, got "seascape again"/,
  );
  const told = changed(second, "told", ({ condition }) => ({
    condition: { ...condition, kind: "classifier", classes: ["a", "b"] },
  }));
  await refused(
    [first, told],
    /run told: expected one that learned from one genre's folder .*told classes/,
  );
  const large = changed(second, "large", ({ data }) => ({ data: { ...data, imageSize: 32 } }));
  await refused(
    [first, large],
    /covers of run large: expected 16 px, 3 channels, as the first run's, got "32 px/,
  );
  const whole = changed(second, "whole", ({ condition }) => ({
    condition: { ...condition, heldOut: 0 },
  }));
  await refused([first, whole], /run whole: condition\.heldOut: expected covers held out, got 0/);
  await assert.rejects(
    proveNets([{ run: first, step: 3 }, { run: second }]),
    /checkpoint of of-seascape: expected one of steps/,
  );
  await assert.rejects(
    proveNets([{ run: first }, { run: second }], { samples: 0 }),
    /samples: expected a whole number of at least 1/,
  );
});

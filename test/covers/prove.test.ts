import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { proofPage } from "../../src/covers/proofPage.js";
import { type Proven, prove } from "../../src/covers/prove.js";
import { covers64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import { scaled } from "../../src/iterations/scaled.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { ownWorld } from "../runs/tinyRun.js";
import { writeCovers } from "./writeCovers.js";

const folder = temporaryFolder();
const genres = ["R&B <soul>", "drum'n'bass", "тяжёлый рок"];
let run: Run;
let proven: Proven;

before(async () => {
  ownWorld(folder);
  const albums = join(folder, "albums");
  const drawn = { count: 90, genres: ["seascape", "grid", "autumn"] };
  await writeCovers(albums, drawn, genres);
  const tiny = scaled(covers64.repaired, { imageSize: 16, width: 16 });
  const iteration = derive(tiny, { preset: tiny.preset }, { training: { batchSize: 12 } });
  run = await startRun(iteration, { out: join(folder, "run"), steps: 20, data: albums });
  proven = await prove(run, { samples: 60, classifierSteps: 80 });
});

test("a run learns from a folder of genres and keeps their names", () => {
  assert.deepEqual([...run.iteration.condition.classes].sort(), [...genres].sort());
  assert.equal(run.iteration.sampling.grid, 3);
});

test("a proof after 20 steps knows the genres of reals, and says what it counted", () => {
  const { proof } = proven;
  const { whole, colours } = proof.classifiers;
  assert.ok(whole.reals.accuracy > 0.8, `${whole.reals.accuracy}`);
  assert.ok(colours.reals.accuracy > 0.8, `${colours.reals.accuracy}`);
  assert.equal(whole.generated.n, 60);
  const counted = [...proof.counts.training, ...proof.counts.heldOut];
  assert.equal(
    counted.reduce((sum, count) => sum + count, 0),
    90,
  );
  assert.equal(proof.colourDistances.length, 3);
  const { label, latent, together } = proof.labelEffect;
  assert.ok(Math.abs(label + latent + together - 1) < 1e-9);
  assert.ok(proof.classHead && proof.classHead.n === whole.reals.n);
});

test("the same run and seed give the same proof", async () => {
  const again = await prove(run, { samples: 60, classifierSteps: 80 });
  assert.deepEqual(again.proof, proven.proof);
});

test("genres of odd characters are text on the page, which loads nothing", () => {
  const page = proofPage(proven);
  assert.match(page, /R&amp;B &lt;soul&gt;/);
  assert.doesNotMatch(page, /<soul>/);
  assert.match(page, /тяжёлый рок/);
  assert.doesNotMatch(page, /(src|href)="(?!data:)/);
  assert.ok(page.includes("Jensen-Shannon") && page.includes("renamed"));
});

test("a run without genres, other covers, and counts that are none are refused", async () => {
  const plain = derive(
    scaled(covers64.unlabelled, { imageSize: 16, width: 16 }),
    { preset: "p" },
    { training: { batchSize: 12 } },
  );
  const other = await startRun(plain, {
    out: join(folder, "plain"),
    steps: 1,
    data: join(folder, "albums"),
  });
  await assert.rejects(prove(other), /^ConfigError: run plain: expected one that was told genres/);
  await assert.rejects(
    prove(run, { samples: 0 }),
    /^ConfigError: samples: expected a whole number/,
  );
  const moved = join(folder, "albums", genres[0] as string);
  await assert.rejects(prove(run, { data: moved }), /^ConfigError: pictures of run run: expected /);
  await assert.rejects(
    prove(run, { step: 7 }),
    /^ConfigError: checkpoint of run: expected one of steps/,
  );
});

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { dispose } from "@tensorflow/tfjs-core";
import { Random } from "../../src/engine/random.js";
import { scaled } from "../../src/iterations/scaled.js";
import { openCheckpoint, readArrays } from "../../src/runs/checkpoint.js";
import { resumeRun } from "../../src/runs/resumeRun.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { encodePng, gridImage } from "../../src/show/grid.js";
import { assertSameSteps } from "./sameRun.js";
import { temporaryFolder } from "./temporaryFolder.js";
import { ownWorld, tiny } from "./tinyRun.js";

const folder = temporaryFolder();
const out = (name: string) => join(folder, name);
const plan = { steps: 4, checkpointEvery: 2 };
let first: Run;

before(async () => {
  ownWorld(folder);
  first = await startRun(tiny, { ...plan, out: out("first") });
});

/** Arrays of a player in a checkpoint, as plain numbers. */
async function numbers(run: Run, step: number, prefix: string) {
  const checkpoint = openCheckpoint(run.folder, step);
  const arrays = readArrays(checkpoint, (name) => name.startsWith(prefix));
  const entries = Object.entries(arrays).map(([name, array]) => [name, [...array.dataSync()]]);
  dispose(arrays);
  return Object.fromEntries(entries) as Readonly<Record<string, readonly number[]>>;
}

test("a run begins with the generator of one step and the discriminator of another", async () => {
  const nets = { generator: first.folder, discriminator: `${first.folder}@2` };
  const run = await startRun(tiny, { ...plan, seed: 2, out: out("both"), nets });
  const both = {
    G: await numbers(run, 0, "generator/"),
    D: await numbers(run, 0, "discriminator/"),
  };
  assert.deepEqual(both.G, await numbers(first, 4, "generator/"));
  assert.deepEqual(both.D, await numbers(first, 2, "discriminator/"));
  const slots = Object.values(await numbers(run, 0, "optimizer/")).flatMap((each) => [...each]);
  assert.ok(slots.every((value) => value === 0));
  const named = run.timeline.filter(({ what }) => what === "networks").map(({ text }) => text);
  const label = `${folder.split("/").at(-1)}/first`;
  assert.deepEqual(named, [`generator of ${label}@4`, `discriminator of ${label}@2`]);
  assert.deepEqual(run.options.startedFrom, {
    generator: `${label}@4`,
    discriminator: `${label}@2`,
  });
});

test("with one network given the other begins anew", async () => {
  const fresh = await startRun(tiny, { ...plan, seed: 2, out: out("fresh") });
  const nets = { generator: first.folder };
  const run = await startRun(tiny, { ...plan, seed: 2, out: out("one"), nets });
  assert.deepEqual(
    await numbers(run, 0, "discriminator/"),
    await numbers(fresh, 0, "discriminator/"),
  );
  assert.deepEqual(await numbers(run, 0, "generator/"), await numbers(first, 4, "generator/"));
});

test("networks of another shape are refused with every array that differs, nothing kept", async () => {
  const wide = scaled(tiny, { width: 1 / 1, imageSize: 32 });
  await assert.rejects(
    startRun(wide, { ...plan, out: out("wide"), nets: { generator: first.folder } }),
    /^ConfigError: --net-g .*first: expected the arrays of the generator of gan128MNIST .*, got others: generator\/.* is (\[.*\]|nothing) in place of (\[.*\]|nothing);/,
  );
  await assert.rejects(
    startRun(tiny, { ...plan, out: out("none"), nets: { discriminator: `${first.folder}@3` } }),
    /^ConfigError: --net-d .*@3: expected one of the checkpoints 0, 2, 4, got 3$/,
  );
});

test("the data set is switched in mid-run, and stays switched", async () => {
  const switched = await startRun(tiny, { ...plan, out: out("switched") });
  await resumeRun(switched, { steps: 6, data: "synthetic" });
  assert.equal(switched.data.set, "synthetic");
  assert.notEqual(switched.data.manifestHash, first.data.manifestHash);
  assert.deepEqual(
    switched.timeline.filter(({ what }) => what === "data").map(({ step }) => step),
    [4],
  );
  await resumeRun(switched, { steps: 8 });
  const once = await startRun(tiny, { ...plan, out: out("once") });
  assertSameSteps(await resumeRun(once, { steps: 8, data: "synthetic" }), switched);
});

/** Writes pictures of noise as PNG files. */
async function putPictures(own: string, count: number): Promise<void> {
  mkdirSync(own, { recursive: true });
  for (let at = 0; at < count; at++) {
    const random = new Random(at, "pixels");
    const data = Uint8Array.from({ length: 24 * 24 }, () => random.integer(256));
    const picture = { data, count: 1, height: 24, width: 24, channels: 1 } as const;
    const name = join(own, `${at}.png`);
    writeFileSync(name, await encodePng(gridImage(picture, { columns: 1 })));
  }
}

test("a folder of one's own is found again; when its pictures change the run asks", async () => {
  const own = out("own pictures");
  await putPictures(own, 12);
  const run = await startRun(tiny, { ...plan, out: out("folder"), data: own });
  await resumeRun(run, { steps: 6 });
  assert.equal(run.data.folder, own);
  await putPictures(own, 13);
  await assert.rejects(
    resumeRun(run, { steps: 8 }),
    /^ConfigError: run folder: data: expected those it was trained on \(manifest [0-9a-f]{12}\), got .*; --data goes on with others$/,
  );
  assert.equal(run.status.step, 6);
  await resumeRun(run, { steps: 8, data: own });
  assert.deepEqual([run.status.step, run.data.count], [8, 13]);
});

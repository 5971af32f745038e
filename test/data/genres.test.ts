import assert from "node:assert/strict";
import { test } from "node:test";
import { Batches, type BatchesOptions } from "../../src/data/batches.js";
import type { DataSet } from "../../src/data/dataSet.js";
import { permutedPlaces } from "../../src/data/permutedPlaces.js";
import { splitByContent } from "../../src/data/split.js";
import { drawnPaintings } from "../../src/data/synthetic/paintings.js";
import { covers64, coversProjection64 } from "../../src/iterations/covers.js";
import { withClassesOf } from "../../src/runs/withClassesOf.js";
import { prepare } from "./helpers.js";

/** 60 paintings of six genres, one genre rare. */
const paintings = drawnPaintings("synthetic", { count: 60 });
const rare: DataSet = {
  ...paintings,
  labelOf: (index) => (index < 57 ? index % 5 : 5),
};
const options: BatchesOptions = {
  batchSize: 12,
  prepare: prepare({ imageSize: 8 }),
  seed: 1,
  order: "balanced",
};

test("balanced batches have as many of each genre, however rare it is", async () => {
  const batches = new Batches(rare, options);
  for (let at = 0; at < 4; at++) {
    const { indices } = await batches.next();
    const labels = Array.from(indices, (index) => rare.labelOf(index));
    for (let label = 0; label < 6; label++)
      assert.equal(labels.filter((one) => one === label).length, 2);
  }
});

test("balanced batches go on bit for bit from their state", async () => {
  const whole = new Batches(rare, { ...options, batchSize: 7 });
  const taken = [];
  for (let at = 0; at < 9; at++) taken.push((await whole.next()).indices.join());
  const first = new Batches(rare, { ...options, batchSize: 7 });
  for (let at = 0; at < 4; at++) await first.next();
  const state = JSON.parse(JSON.stringify(first.state()));
  const second = Batches.restore(rare, { ...options, batchSize: 7 }, state);
  for (let at = 4; at < 9; at++) assert.equal((await second.next()).indices.join(), taken[at]);
});

test("a genre with fewer covers than its share of a batch is refused by name", () => {
  assert.throws(() => new Batches(rare, { ...options, batchSize: 24 }), {
    name: "ConfigError",
    message:
      "synthetic: class autumn: expected at least 4 pictures to learn from, its share of a batch of 24, got 3",
  });
});

test("a fifth is held out by content: neither order, name nor seed of the set moves a picture over", () => {
  const { training, heldOut } = splitByContent(drawnPaintings("a", { count: 500 }), 0.2);
  assert.equal(training.length + heldOut.length, 500);
  assert.ok(heldOut.length > 70 && heldOut.length < 130, `${heldOut.length}`);
  const entries = Array.from({ length: 40 }, (_, at) => ({
    sha256: `${((at * 2654435761) >>> 0).toString(16).padStart(8, "0")}`,
  }));
  const folder = (order: readonly number[]) => {
    const manifest = order.map((at) => entries[at]) as never;
    const split = splitByContent({ ...paintings, count: order.length, manifest }, 0.2);
    return [...split.heldOut].map((place) => order[place] as number).sort((a, b) => a - b);
  };
  const forth = folder(entries.map((_, at) => at));
  assert.ok(forth.length > 2);
  assert.deepEqual(folder(entries.map((_, at) => entries.length - 1 - at)), forth);
  assert.deepEqual(
    folder(entries.map((_, at) => at).slice(0, 20)),
    forth.filter((at) => at < 20),
  );
});

test("training never sees what is held out", async () => {
  const { training, heldOut } = splitByContent(paintings, 0.2);
  const batches = new Batches(paintings, { ...options, places: training });
  for (let at = 0; at < 10; at++)
    for (const index of (await batches.next()).indices) assert.ok(!heldOut.includes(index));
});

test("a share that is none is refused", () => {
  assert.throws(
    () => splitByContent(paintings, 1),
    /^ConfigError: condition.heldOut: expected a share/,
  );
});

test("permuted labels keep every genre's count and have nothing to do with the pictures", () => {
  const many = drawnPaintings("many", { count: 1200 });
  const labels = Array.from(permutedPlaces(many.count, 1), many.labelOf);
  const right = labels.filter((label, index) => label === many.labelOf(index)).length;
  assert.ok(right > 140 && right < 260, `${right} of 1,200 as given`);
  for (let label = 0; label < 6; label++)
    assert.equal(labels.filter((one) => one === label).length, 200);
});

test("a run's classes are its folders, with whatever characters; fewer than two are refused", () => {
  const odd = ["R&B <soul>", "drum'n'bass", "тяжёлый рок"];
  const named = { ...paintings, labels: odd, labelOf: (index: number) => index % 3 };
  const resolved = withClassesOf(covers64.repaired, named);
  assert.deepEqual(resolved.condition.classes, odd);
  assert.equal(resolved.sampling.grid, 3);
  assert.deepEqual(resolved.parent, covers64.repaired.parent);
  const one = { ...paintings, labels: ["metal"], labelOf: () => 0 };
  assert.throws(() => withClassesOf(coversProjection64.repaired, one), {
    name: "ConfigError",
    message: 'data synthetic: expected a folder for each genre, two at least, got "only metal"',
  });
  const loose = { ...named, labelOf: (index: number) => (index === 0 ? -1 : index % 3) };
  assert.throws(() => withClassesOf(covers64.repaired, loose), /got "1 beside them"/);
  assert.throws(() => withClassesOf(covers64.repaired, named, ["a", "b", "c"]), /expected a, b, c/);
  assert.equal(withClassesOf(covers64.unlabelled, one), covers64.unlabelled);
});

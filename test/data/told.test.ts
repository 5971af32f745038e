import assert from "node:assert/strict";
import { test } from "node:test";
import type { DataSet } from "../../src/data/dataSet.js";
import { drawnAttributeNames, drawnAttributes } from "../../src/data/synthetic/attributes.js";
import { attributeLevels, toldAttributes } from "../../src/data/told.js";
import { endShares, levelsOf } from "../../src/shares.js";

const numbers = [
  [5, 1],
  [9, 1],
  [7, 2],
  [1000, 1],
  [6, 2],
];
const set: DataSet = {
  ...drawnAttributes("songs", { count: 5 }),
  attributes: { names: ["tempo", "key"], of: (index) => numbers[index] as number[] },
};

test("a level is a rank among the pictures learned from: outliers move nothing, equal numbers share it", () => {
  const levels = attributeLevels(set, ["key", "tempo"], Uint32Array.from([0, 1, 2, 3]));
  const at = (index: number) => [...levels(index)];
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => at(index)[1]),
    [0.125, 0.625, 0.375, 0.875],
  );
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => at(index)[0]),
    [0.375, 0.375, 0.875, 0.375],
  );
  assert.equal(at(4)[1], 0.25, "between the lowest and the next of those learned from");
});

test("levels are told as shares of both ends, which sum to 1 and can be read again", () => {
  const told = toldAttributes(2, () => Float32Array.from([0.25, 1]));
  assert.deepEqual([told.width, ...told.of(0)], [4, 0.125, 0.375, 0.5, 0]);
  const levels = Float32Array.from([0.1, 0.5, 0.875]);
  for (const [at, level] of levelsOf(endShares(levels)).entries())
    assert.ok(Math.abs(level - (levels[at] ?? 0)) < 1e-6);
});

test("attributes that a set does not have are refused by name", () => {
  const of = (some: DataSet, names: string[]) => () =>
    attributeLevels(some, names, new Uint32Array(1));
  assert.throws(of(set, ["tempo", "mood"]), {
    message: 'attributes of songs: expected tempo, mood, got "none called mood"',
  });
  const { attributes: _, ...plain } = set;
  assert.throws(of(plain, ["tempo"]), /got "pictures without a table"/);
});

test("drawn covers come with numbers in their own units, the same for the same seed", () => {
  const songs = drawnAttributes("songs", { count: 300 });
  assert.deepEqual(songs.attributes?.names, drawnAttributeNames);
  const tempo = Array.from({ length: 300 }, (_, at) => songs.attributes?.of(at)[3] ?? 0);
  assert.ok(Math.min(...tempo) >= 60 && Math.max(...tempo) <= 180);
  assert.deepEqual(
    drawnAttributes("songs", { count: 300 }).attributes?.of(7),
    songs.attributes?.of(7),
  );
});

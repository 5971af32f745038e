import assert from "node:assert/strict";
import { test } from "node:test";
import { openDataSet } from "../../src/data/openDataSet.js";
import { drawnDigits } from "../../src/data/synthetic/digits.js";
import { drawnPaintings, genreNames } from "../../src/data/synthetic/paintings.js";
import { keptLog, load } from "./helpers.js";

const set = drawnPaintings("synthetic", { count: 240 });

/** Mean of each colour in each ninth of the picture: 27 numbers. */
function masses(picture: Uint8Array, sidePx: number): number[] {
  const sums = new Array<number>(27).fill(0);
  for (let y = 0; y < sidePx; y++)
    for (let x = 0; x < sidePx; x++)
      for (let channel = 0; channel < 3; channel++) {
        const cell = Math.floor((3 * y) / sidePx) * 3 + Math.floor((3 * x) / sidePx);
        const value = picture[(y * sidePx + x) * 3 + channel] as number;
        sums[cell * 3 + channel] = (sums[cell * 3 + channel] as number) + value;
      }
  return sums.map((sum) => sum / ((sidePx * sidePx) / 9));
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, at) => value - (b[at] as number)));

test("a painting depends on seed and index alone", async () => {
  const again = drawnPaintings("synthetic", { count: 240 });
  const other = drawnPaintings("synthetic", { count: 240, seed: 2 });
  assert.deepEqual(await load(again, 7, { imageSize: 64 }), await load(set, 7, { imageSize: 64 }));
  assert.notDeepEqual(await load(other, 7), await load(set, 7));
  assert.notDeepEqual(await load(set, 1), await load(set, 7));
  assert.equal(again.manifestHash, set.manifestHash);
  assert.notEqual(other.manifestHash, set.manifestHash);
});

test("at 24, 96 and 240 px it is the same painting", async () => {
  for (let index = 0; index < genreNames.length; index++) {
    const [small, middle, large] = await Promise.all(
      [24, 96, 240].map(async (imageSize) =>
        masses(await load(set, index, { imageSize }), imageSize),
      ),
    );
    assert.ok(distance(small as number[], middle as number[]) < 40, genreNames[index]);
    assert.ok(distance(middle as number[], large as number[]) < 20, genreNames[index]);
  }
});

test("genres can be told apart by colour and layout", async () => {
  const seen = await Promise.all(
    Array.from({ length: 240 }, async (_, index) =>
      masses(await load(set, index, { imageSize: 24 }), 24),
    ),
  );
  const middleOf = (genre: number) => {
    const own = seen.slice(0, 120).filter((_, index) => index % 6 === genre);
    return own[0]?.map(
      (_, at) => own.reduce((sum, each) => sum + (each[at] as number), 0) / own.length,
    );
  };
  const middles = genreNames.map((_, genre) => middleOf(genre) as number[]);
  const right = seen.slice(120).filter((each, at) => {
    const distances = middles.map((middle) => distance(each, middle));
    return distances.indexOf(Math.min(...distances)) === set.labelOf(120 + at);
  });
  assert.ok(right.length >= 110, `${right.length} of 120 told right by the nearest mean`);
});

test("a painting at 64 px takes less than 10 ms", async () => {
  await load(set, 0, { imageSize: 64 });
  const started = performance.now();
  for (let index = 60; index < 120; index++) await load(set, index, { imageSize: 64 });
  const each = (performance.now() - started) / 60;
  assert.ok(each < 10, `${each} ms`);
});

test("drawn digits fill a good part of the picture and touch no edge too often", async () => {
  const digits = drawnDigits("mnist", 500);
  let edge = 0;
  for (let index = 0; index < 500; index++) {
    const digit = await load(digits, index, { imageSize: 28, channels: 1 });
    const ink = digit.filter((value) => value > 127).length / 784;
    assert.ok(ink > 0.02 && ink < 0.4, `digit ${index % 10}: ${ink} inked`);
    if (digit.some((value, at) => value > 127 && (at < 28 || at >= 756 || (at % 28) % 27 === 0)))
      edge++;
  }
  assert.ok(edge < 10, `${edge} of 500 touch the edge`);
});

test("the test digits are other digits than the training ones", async () => {
  const [train, held] = [drawnDigits("mnist", 10), drawnDigits("mnist-test", 10)];
  const how = { imageSize: 28, channels: 1 } as const;
  for (let index = 0; index < 10; index++)
    assert.notDeepEqual(await load(train, index, how), await load(held, index, how));
});

test("a drawn set of any count and genres opens by name and says what it is", async () => {
  const { log } = keptLog();
  const synthetic = { count: 12, seed: 5, genres: ["grid", "portrait"] };
  const small = await openDataSet("synthetic", { log, synthetic });
  assert.equal(
    small.description,
    "12 paintings drawn by the lab (grid, portrait), seed 5: synthetic",
  );
  assert.deepEqual([small.count, small.labels, small.labelOf(3)], [12, ["grid", "portrait"], 1]);
  await assert.rejects(
    openDataSet("synthetic", { log, synthetic: { genres: ["opera"] } }),
    /^ConfigError: genre: expected one of seascape, .*autumn, got "opera"$/,
  );
});

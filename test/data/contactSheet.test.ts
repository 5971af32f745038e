import assert from "node:assert/strict";
import { test } from "node:test";
import { contactSheet, sanity } from "../../src/data/contactSheet.js";
import { cut, finish, mirror, withChannels } from "../../src/data/picture.js";
import { drawnPaintings } from "../../src/data/synthetic/paintings.js";
import { Random } from "../../src/engine/random.js";
import { load, prepare } from "./helpers.js";

const set = drawnPaintings("synthetic", { count: 70 });
const picture = {
  data: Uint8Array.from({ length: 12 }, (_, at) => at),
  width: 4,
  height: 3,
  channels: 1,
} as const;

test("a contact sheet holds the first 64 pictures as the network sees them", async () => {
  const sheet = await contactSheet(set, prepare({ imageSize: 16 }));
  assert.deepEqual([sheet.count, sheet.height, sheet.width, sheet.channels], [64, 16, 16, 3]);
  const last = await load(set, 63, { imageSize: 16 });
  assert.deepEqual(sheet.data.slice(63 * 768), last);
});

test("a set with fewer pictures gives a smaller sheet", async () => {
  const sheet = await contactSheet(drawnPaintings("few", { count: 5 }), prepare());
  assert.deepEqual([sheet.count, sheet.data.length], [5, 5 * 8 * 8 * 3]);
});

test("sanity gives lowest, highest and mean", () => {
  const data = Uint8Array.from([3, 7, 200, 90]);
  const images = { data, count: 1, height: 2, width: 2, channels: 1 } as const;
  assert.deepEqual(sanity(images), { min: 3, max: 200, mean: 75 });
});

test("a mirror exchanges left and right, pixel by pixel", () => {
  assert.deepEqual([...mirror(picture).data], [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8]);
  const rgb = {
    data: Uint8Array.from([1, 2, 3, 4, 5, 6]),
    width: 2,
    height: 1,
    channels: 3,
  } as const;
  assert.deepEqual([...mirror(rgb).data], [4, 5, 6, 1, 2, 3]);
});

test("a cut takes the square at its corner", () => {
  assert.deepEqual([...cut(picture, 1, 1, 2).data], [5, 6, 9, 10]);
});

test("grey to colour and back changes nothing", () => {
  assert.deepEqual(withChannels(withChannels(picture, 3), 1).data, picture.data);
});

test("random cuts reach every place, and about half of the pictures are mirrored", () => {
  const square = { ...picture, data: picture.data.subarray(0, 9), width: 3, height: 3 } as const;
  const how = prepare({ imageSize: 2, channels: 1, resize: "random", flip: true });
  const seen = new Map<string, number>();
  for (let at = 0; at < 400; at++) {
    const out = finish(square, how, new Random(at, "cuts")).join();
    seen.set(out, (seen.get(out) ?? 0) + 1);
  }
  assert.equal(seen.size, 8); // four places, two ways round
  assert.ok(
    [...seen.values()].every((count) => count > 25 && count < 80),
    [...seen.values()].join(),
  );
});

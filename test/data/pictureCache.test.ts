import assert from "node:assert/strict";
import { test } from "node:test";
import { loader } from "../../src/data/loader.js";
import type { Picture } from "../../src/data/picture.js";
import { PictureCache } from "../../src/data/pictureCache.js";
import { Random } from "../../src/engine/random.js";
import { prepare } from "./helpers.js";

const picture = (bytes: number, value = 0): Picture => ({
  data: new Uint8Array(bytes).fill(value),
  width: bytes,
  height: 1,
  channels: 1,
});

test("what came first stays, and the limit holds", () => {
  const cache = new PictureCache(100);
  for (let index = 0; index < 5; index++) cache.add("a", index, picture(40));
  assert.ok(cache.get("a", 0) && cache.get("a", 1));
  assert.equal(cache.get("a", 2), undefined);
  assert.equal(cache.bytes, 80);
});

test("pictures of another size make room", () => {
  const cache = new PictureCache(100);
  cache.add("a", 0, picture(60));
  cache.add("b", 0, picture(60));
  assert.equal(cache.get("a", 0), undefined);
  assert.ok(cache.get("b", 0));
  assert.equal(cache.bytes, 60);
});

test("a picture is decoded once, and nobody can spoil the copy that is kept", async () => {
  let decoded = 0;
  const load = loader(1, () => {
    decoded++;
    return { ...picture(64, 9), width: 8, height: 8 };
  });
  const how = prepare({ channels: 1 });
  const first = await load(0, how, new Random(1, "a"));
  first.fill(77);
  const second = await load(0, how, new Random(1, "a"));
  assert.deepEqual([decoded, second[0]], [1, 9]);
});

test("a picture number that does not exist is refused", async () => {
  const load = loader(3, () => picture(64));
  await assert.rejects(
    load(3, prepare(), new Random(1, "a")),
    /^ConfigError: picture: expected an index below 3, got 3$/,
  );
});

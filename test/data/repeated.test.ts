import assert from "node:assert/strict";
import { test } from "node:test";
import { repeated } from "../../src/data/repeated.js";
import { drawnPaintings } from "../../src/data/synthetic/paintings.js";
import { Random } from "../../src/engine/random.js";

const prepare = { imageSize: 16, channels: 3, resize: "squash", flip: false } as const;

test("twelve pictures are repeated until they are half of the set", async () => {
  const plain = drawnPaintings("paintings", { count: 40 });
  const imitated = repeated(plain);
  assert.equal(imitated.count, 56);
  const pictures = await Promise.all(
    Array.from({ length: imitated.count }, (_, index) =>
      imitated.load(index, prepare, new Random(1, "lots")),
    ),
  );
  const copies = new Map<string, number>();
  for (const picture of pictures) {
    const name = Buffer.from(picture).toString("hex");
    copies.set(name, (copies.get(name) ?? 0) + 1);
  }
  assert.equal(copies.size, 40);
  const counts = [...copies.values()].sort((a, b) => b - a);
  const half = counts.slice(0, 12).reduce((sum, count) => sum + count, 0);
  assert.equal(half, 28);
  assert.equal(imitated.labelOf(40), plain.labelOf(0));
  assert.match(imitated.description, /12 of them repeated until they are half of 56$/);
  assert.notEqual(imitated.manifestHash, plain.manifestHash);
});

test("a set of twelve or fewer has nothing to be half of", () => {
  assert.equal(repeated(drawnPaintings("paintings", { count: 10 })).count, 10);
});

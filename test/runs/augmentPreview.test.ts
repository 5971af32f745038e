import assert from "node:assert/strict";
import { test } from "node:test";
import { contactSheet } from "../../src/data/contactSheet.js";
import { drawnPaintings } from "../../src/data/synthetic/paintings.js";
import { openEngine } from "../../src/engine/backend.js";
import { ganChuck256 } from "../../src/iterations/ganChuck256.js";
import { scaled } from "../../src/iterations/scaled.js";
import { augmentPreview } from "../../src/runs/augmentPreview.js";
import { prepareOf } from "../../src/runs/runBatches.js";

test("the preview shows pictures as they are, then four times as D may get to see them", async () => {
  openEngine();
  const iteration = scaled(ganChuck256.repaired, { imageSize: 16 });
  const sheet = await contactSheet(drawnPaintings("chuckClose"), prepareOf(iteration), 1, 9);
  const preview = augmentPreview(sheet, iteration, 1);
  assert.equal(preview.count, 8 * 5);
  const row = (index: number) => preview.data.subarray(index * 8 * 768, (index + 1) * 8 * 768);
  assert.deepEqual(Buffer.from(row(0)), Buffer.from(sheet.data.subarray(0, 8 * 768)));
  const rows = new Set([0, 1, 2, 3, 4].map((index) => Buffer.from(row(index)).toString("hex")));
  assert.equal(rows.size, 5);
  assert.deepEqual(augmentPreview(sheet, iteration, 1).data, preview.data);
});

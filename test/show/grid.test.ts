import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { ShapeError } from "../../src/errors.js";
import type { Images } from "../../src/shape.js";
import { cellScaleFor, encodePng, gridBorder, gridImage } from "../../src/show/grid.js";

/** `count` cells of 1 x 2 pixels: 10, 11; 20, 21; 30, 31 ... */
function cells(count: number): Images {
  const data = new Uint8Array(
    Array.from({ length: count }, (_, at) => [at * 10 + 10, at * 10 + 11]).flat(),
  );
  return { data, count, height: 1, width: 2, channels: 1 };
}

test("a grid has its cells in reading order and grey where there is none", () => {
  const grid = gridImage(cells(3), { columns: 2 });
  assert.deepEqual([grid.count, grid.height, grid.width], [1, 2, 4]);
  assert.deepEqual([...grid.data], [10, 11, 20, 21, 30, 31, 128, 128]);
});

test("a border of 1 px goes around and between the cells", () => {
  const grid = gridImage(cells(2), { columns: 2, border: 1, borderValue: 99 });
  assert.deepEqual([grid.height, grid.width], [3, 7]);
  assert.deepEqual([...grid.data.subarray(7, 14)], [99, 10, 11, 99, 20, 21, 99]);
  assert.ok(grid.data.subarray(0, 7).every((value) => value === 99));
});

test("cellScale repeats pixels and leaves the border's width alone", () => {
  const grid = gridImage(cells(1), { columns: 1, border: 1, borderValue: 0, cellScale: 2 });
  assert.deepEqual([grid.height, grid.width], [4, 6]);
  assert.deepEqual([...grid.data.subarray(6, 18)], [0, 10, 10, 11, 11, 0, 0, 10, 10, 11, 11, 0]);
});

test("only montageRgb has a border, of 1 px in grey 0.5", () => {
  assert.deepEqual(gridBorder("montageRgb"), { border: 1, borderValue: 128 });
  assert.equal(gridBorder("rgb").border, 0);
});

test("cells of 28 px are enlarged to at most 96 px, large cells never made smaller", () => {
  assert.deepEqual(
    [28, 96, 128].map((size) => cellScaleFor(size, 96)),
    [3, 1, 1],
  );
});

test("a PNG has exactly the picture's pixels and channels, and the same bytes each time", async () => {
  const colour: Images = {
    data: new Uint8Array([1, 2, 3, 250, 128, 0]),
    count: 1,
    height: 1,
    width: 2,
    channels: 3,
  };
  for (const image of [gridImage(cells(3), { columns: 2 }), colour]) {
    const png = await encodePng(image);
    assert.deepEqual(png, await encodePng(image));
    const { width, height, channels } = await sharp(png).metadata();
    assert.deepEqual([height, width, channels], [image.height, image.width, image.channels]);
    const data = await sharp(png)
      .toColourspace(image.channels === 1 ? "b-w" : "srgb")
      .raw()
      .toBuffer();
    assert.deepEqual([...data], [...image.data]);
  }
});

test("no picture, no column and two pictures in one PNG are ShapeErrors", async () => {
  assert.throws(() => gridImage(cells(0), { columns: 2 }), ShapeError);
  assert.throws(
    () => gridImage(cells(1), { columns: 0 }),
    /grid columns: expected at least 1, got 0/,
  );
  await assert.rejects(encodePng(cells(2)), ShapeError);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { ShapeError } from "../../src/errors.js";
import { render } from "../../src/show/render.js";
import { viridis } from "../../src/show/viridis.js";

const pixel = { count: 1, height: 1, width: 1, channels: 1 };

/** The byte that one value becomes. */
function byte(value: number, range: "sym11" | "unit01"): number | undefined {
  return render(new Float32Array([value]), pixel, range, "grey").data[0];
}

test("sym11 maps -1, 0 and 1 to 0, 128 and 255, rounded, and clamps what is outside", () => {
  const values = [-1, 0, 1, -7, 7, -0.999, 0.5, Number.NaN];
  const bytes = values.map((value) => byte(value, "sym11"));
  assert.deepEqual(bytes, [0, 128, 255, 0, 255, 0, 191, 0]);
});

test("unit01 maps 0, 0.5 and 1 to 0, 128 and 255", () => {
  assert.deepEqual(
    [0, 0.5, 1, 1.2, -0.2].map((value) => byte(value, "unit01")),
    [0, 128, 255, 255, 0],
  );
});

test("grey of a colour picture is its luma; rgb and montageRgb keep its channels", () => {
  const samples = new Float32Array([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1]);
  const shape = { count: 1, height: 2, width: 2, channels: 3 };
  assert.deepEqual([...render(samples, shape, "unit01", "grey").data], [76, 150, 29, 255]);
  for (const mode of ["rgb", "montageRgb"] as const) {
    const images = render(samples, shape, "unit01", mode);
    assert.equal(images.channels, 3);
    assert.deepEqual([...images.data.subarray(0, 6)], [255, 0, 0, 0, 255, 0]);
  }
});

test("viridisRed stretches channel 0 of each cell to its own extent, so a scale is invisible", () => {
  const shape = { count: 2, height: 1, width: 3, channels: 3 };
  // cell 1: red -1, 0, 1; cell 2: red 0.2, 0.3, 0.4; the other channels are noise
  const samples = new Float32Array([-1, 9, 9, 0, -9, 9, 1, 0, 0, 0.2, 5, 5, 0.3, 5, 5, 0.4, 5, 5]);
  const { data, channels } = render(samples, shape, "sym11", "viridisRed");
  assert.equal(channels, 3);
  const row = (index: number) => [...viridis.subarray(index * 3, index * 3 + 3)];
  assert.deepEqual([...data.subarray(0, 9)], [...row(0), ...row(128), ...row(255)]);
  assert.deepEqual([...data.subarray(9, 12)], row(0));
  assert.deepEqual([...data.subarray(15, 18)], row(255));
});

test("viridisRed of a constant cell is the table's first colour everywhere", () => {
  const shape = { count: 1, height: 2, width: 2, channels: 1 };
  const { data } = render(new Float32Array(4).fill(0.7), shape, "sym11", "viridisRed");
  assert.deepEqual([...data], [68, 1, 84, 68, 1, 84, 68, 1, 84, 68, 1, 84]);
});

test("the viridis table has 256 rows with matplotlib's first, middle and last colour", () => {
  assert.equal(viridis.length, 768);
  assert.deepEqual([...viridis.subarray(127 * 3, 127 * 3 + 3)], [33, 144, 141]);
  assert.deepEqual([...viridis.subarray(765)], [253, 231, 37]);
});

test("samples of another size or with 4 channels are a ShapeError that says what was expected", () => {
  const samples = new Float32Array(4);
  assert.throws(
    () => render(samples, pixel, "sym11", "rgb"),
    (error: unknown) => {
      assert.ok(error instanceof ShapeError);
      assert.equal(error.message, "samples to render: expected 1 values for [1,1,1,1], got 4");
      return true;
    },
  );
  const four = { ...pixel, channels: 4 };
  assert.throws(() => render(samples, four, "sym11", "rgb"), /expected 1 or 3 channels, got 4/);
});

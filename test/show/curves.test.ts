import assert from "node:assert/strict";
import { test } from "node:test";
import { curves } from "../../src/show/curves.js";
import { decimate } from "../../src/show/decimate.js";
import { lineFigure } from "../../src/show/figure.js";
import { smooth } from "../../src/show/smooth.js";
import { sampleRows } from "./sampleNotebook.js";

/** The number of points and the axis of each line. */
function lines(figure: ReturnType<typeof curves>) {
  return figure.data.map((trace) => {
    const { name, x, yaxis } = trace as { name: string; x: number[]; yaxis: string };
    return [name, yaxis, x.length];
  });
}

test("a line of 100,000 points keeps at most 2,000, its ends and its highest and lowest point", () => {
  const x = Array.from({ length: 100_000 }, (_, index) => index);
  const y = x.map((value) => Math.sin(value / 500));
  y[31_417] = 50;
  y[77_777] = -50;
  const thin = decimate({ x, y });
  assert.ok(thin.x.length <= 2000 && thin.x.length > 1500);
  assert.deepEqual([thin.x[0], thin.x.at(-1)], [0, 99_999]);
  assert.deepEqual([thin.y[thin.x.indexOf(31_417)], thin.y[thin.x.indexOf(77_777)]], [50, -50]);
  assert.ok(thin.x.every((value, index) => index === 0 || value > (thin.x[index - 1] as number)));
});

test("a short line comes back as it is", () => {
  assert.deepEqual(decimate({ x: [1, 2], y: [3, 4] }), { x: [1, 2], y: [3, 4] });
});

test("smoothing leaves a constant alone, starts at the first value and skips what is not finite", () => {
  assert.deepEqual(
    smooth([2, 2, 2], 0.9).map((value) => Number(value.toFixed(9))),
    [2, 2, 2],
  );
  assert.deepEqual(smooth([4, Number.NaN, 4], 0.5), [4, Number.NaN, 4]);
  // weights 1/3, 2/3: (0.5 * 0.5 * 3 + 0.5 * 6) / (1 - 0.25)
  assert.equal(smooth([3, 6], 0.5)[1], 5);
});

test("curves have a panel for losses, one for mean probabilities, and one for speed if asked", () => {
  const rows = sampleRows(50);
  assert.deepEqual(lines(curves(rows)), [
    ["generator", "y", 50],
    ["discriminator", "y", 50],
    ["D(real)", "y2", 50],
    ["D(fake)", "y2", 50],
  ]);
  assert.deepEqual(lines(curves(rows, { speed: true })).at(-1), ["images per second", "y3", 50]);
});

test("curves without dReal and dFake have one panel", () => {
  const rows = [0, 1].map((step) => ({ step, kimg: step, generatorLoss: 1, discriminatorLoss: 2 }));
  assert.deepEqual(lines(curves(rows)), [
    ["generator", "y", 2],
    ["discriminator", "y", 2],
  ]);
});

test("curves of many rows are bold smoothed lines over faint ones, along kimg if asked", () => {
  const figure = curves(sampleRows(5000), { by: "kimg" });
  assert.equal(figure.data.length, 8);
  assert.ok(lines(figure).every(([, , count]) => (count as number) <= 2000));
  const { x } = figure.data[0] as { x: number[] };
  assert.equal(x.at(-1), 249.95);
  assert.ok(JSON.stringify(figure).length < 300_000);
});

test("no rows at all give an empty figure", () => {
  assert.deepEqual(curves([]).data, []);
});

test("names with HTML are labels as they stand, not-a-number is a gap", () => {
  const series = [{ name: "<b>a</b>", x: [0, 1], y: [1, Number.NaN] }];
  const figure = lineFigure({ title: "<script>", xTitle: "x", yTitle: "y", series, logY: true });
  const [trace] = figure.data as { name: string; y: (number | null)[] }[];
  assert.equal(trace?.name, "&lt;b&gt;a&lt;/b&gt;");
  assert.deepEqual(trace?.y, [1, null]);
  assert.equal(figure.layout.yaxis?.type, "log");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlotData } from "plotly.js";
import { speedFigure } from "../../bench/chart.js";
import type { NetResult, Row } from "../../bench/results.js";
import { figureSvg } from "../../src/show/static.js";

const row = (program: string, medianMs: number): Row => ({
  net: "kerasGANv3",
  batch: 64,
  precision: "float32",
  program,
  medianMs,
  minMs: medianMs,
  rounds: 5,
  peakMiB: 1,
  idleMiB: 1,
  firstStepMs: 1,
  lossDifference: 0,
});

const result = (title: string, rows: readonly Row[]): NetResult => ({
  net: "kerasGANv3",
  title,
  measuredAt: "2026-01-01T00:00:00.000Z",
  machine: { cpu: "any", cores: 2, memoryGiB: 8 },
  versions: {},
  rows,
  refused: [],
});

test("the chart shows speeds against the fastest float32 peer, a gap for what is not there", async () => {
  const figure = speedFigure([
    result("one", [row("gan-atelier", 40), row("Keras XLA", 50), row("PyTorch", 100)]),
    result("two", [row("gan-atelier", 20), row("PyTorch", 10)]),
  ]);
  const traces = figure.data as Partial<PlotData>[];
  assert.deepEqual(
    traces.map(({ name, y }) => [name, y]),
    [
      ["gan-atelier", [1.25, 0.5]],
      ["Keras XLA", [1, null]],
      ["PyTorch", [0.5, 1]],
    ],
  );
  const svg = await figureSvg(figure);
  assert.match(svg, /gan-atelier/);
  assert.match(svg, /one, b64/);
});

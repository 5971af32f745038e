import type { Run } from "../runs/run.js";
import { showFigure } from "../show/display.js";
import { type Figure, lineFigure } from "../show/figure.js";
import { labelsOf } from "./labels.js";

/** How far samples were from real pictures at the checkpoints of some runs, over thousands of images seen. */
export function qualityFigure(runs: readonly Run[]): Figure {
  const labels = labelsOf(runs);
  const series = runs.map((run, at) => {
    const rows = run.qualityRows();
    const perStep = run.iteration.training.batchSize / 1000;
    return {
      name: labels[at] ?? run.name,
      x: rows.map(({ step }) => step * perStep),
      y: rows.map(({ slicedWasserstein }) => slicedWasserstein),
    };
  });
  return lineFigure({
    title: "Distance of samples from real pictures",
    xTitle: "kimg (thousands of real images shown)",
    yTitle: "sliced Wasserstein x 1000",
    series,
  });
}

/** Shows how the samples of some runs came nearer to real pictures, or did not. */
export async function showQuality(...runs: readonly Run[]): Promise<void> {
  await showFigure(qualityFigure(runs));
}

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Figure } from "./figure.js";
import { plainWindow } from "./plainWindow.js";

/** The part of plotly.js that static pictures need. */
interface Plotly {
  newPlot(element: unknown, figure: object): Promise<unknown>;
  toImage(element: unknown, options: object): Promise<string>;
  purge(element: unknown): void;
}

/** The bytes of plotly.js as one script for browsers. */
export function plotlySource(): string {
  const folder = dirname(require.resolve("plotly.js-dist-min/package.json"));
  return readFileSync(join(folder, "plotly.min.js"), "utf8");
}

let plotly: Plotly | undefined;

function loadPlotly(): Plotly {
  if (!plotly) {
    plainWindow().eval(plotlySource());
    plotly = plainWindow().Plotly as Plotly;
  }
  return plotly;
}

/**
 * Draws a figure with plotly.js and gives its SVG as plotly.js writes it.
 * @param random numbers in [0, 1) from which plotly.js makes the names inside the SVG.
 */
export async function drawSvg(
  figure: Figure,
  size: { readonly width: number; readonly height: number },
  random: () => number,
): Promise<string> {
  const window = plainWindow();
  const { newPlot, toImage, purge } = loadPlotly();
  const element = window.document.createElement("div");
  window.document.body.append(element);
  window.Math.random = random;
  try {
    const { data, layout } = structuredClone(figure);
    await newPlot(element, { data, layout: { ...layout, ...size }, config: { staticPlot: true } });
    return await toImage(element, { format: "svg", imageDataOnly: true, ...size });
  } finally {
    purge(element);
    element.remove();
  }
}

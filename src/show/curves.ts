import type { Data, Layout, PlotData } from "plotly.js";
import { axis, type Figure, houseLayout, lineTrace, palette, type Series } from "./figure.js";
import { smooth } from "./smooth.js";

/** One line of a run's statistics. */
export type StatRow = Readonly<Record<string, number>>;

/** How the curves of a run are drawn. */
export interface CurvesOptions {
  readonly title?: string;
  /** What runs along the x axis; `step` unless said. */
  readonly by?: "step" | "kimg";
  /** A third panel with the speed. */
  readonly speed?: boolean;
  readonly logLoss?: boolean;
  /** Weight of the past in a bold line over the faint one, 0..1; `usualSmoothing` unless said. */
  readonly smoothing?: number;
}

interface Panel {
  readonly title: string;
  readonly lines: readonly (readonly [key: string, name: string])[];
  readonly axis: Partial<Layout["yaxis"]>;
}

const losses: Panel["lines"] = [
  ["generatorLoss", "generator"],
  ["discriminatorLoss", "discriminator"],
];
const means: Panel["lines"] = [
  ["dReal", "D(real)"],
  ["dFake", "D(fake)"],
];

/** The panels that these rows can fill. */
function panelsOf(rows: readonly StatRow[], options: CurvesOptions): Panel[] {
  const panels: Panel[] = [
    { title: "loss (nats)", lines: losses, axis: options.logLoss ? { type: "log" } : {} },
    { title: "mean probability", lines: means, axis: { range: [-0.03, 1.03] } },
  ];
  if (options.speed) {
    const lines = [["imagesPerSecond", "images per second"]] as const;
    panels.push({ title: "images/s", lines, axis: { rangemode: "tozero" } });
  }
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  return panels
    .map((panel) => ({ ...panel, lines: panel.lines.filter(([key]) => known.has(key)) }))
    .filter((panel) => panel.lines.length > 0);
}

/** None below 200 rows, then over about a fortieth of them, at most 50. */
export function usualSmoothing(rows: number): number {
  return rows < 200 ? 0 : Math.min(0.98, 1 - 40 / rows);
}

/** One quantity: a line, or, smoothed, a bold line over its faint original. */
function tracesOf(
  series: Series,
  colour: string,
  weight: number,
  place: Partial<PlotData>,
): Data[] {
  const line = { width: 1.5, color: colour };
  if (weight === 0) return [lineTrace(series, { line, ...place })];
  const faint = { opacity: 0.28, showlegend: false, hoverinfo: "skip" } as const;
  const bold = { ...series, y: smooth(series.y, weight) };
  const group = { legendgroup: series.name, ...place };
  return [
    lineTrace(series, { line: { width: 1, color: colour }, ...faint, ...group }),
    lineTrace(bold, { line: { width: 2, color: colour }, ...group }, 600),
  ];
}

/** The lines of panel `index` on its own y axis and in its own legend. */
function panelTraces(
  rows: readonly StatRow[],
  panel: Panel,
  index: number,
  options: CurvesOptions,
): Data[] {
  const { by = "step", smoothing = usualSmoothing(rows.length) } = options;
  const suffix = index === 0 ? "" : `${index + 1}`;
  const place = { yaxis: `y${suffix}`, legend: `legend${suffix}` };
  return panel.lines.flatMap(([key, name], line) => {
    const drawn = rows.filter((row) => row[key] !== undefined);
    const x = drawn.map((row) => row[by] ?? Number.NaN);
    const y = drawn.map((row) => row[key] ?? Number.NaN);
    const colour = palette[panel.lines.length === 1 ? 2 : line] ?? palette[0];
    return tracesOf({ name, x, y }, colour, smoothing, place);
  });
}

const panelPx = 170;
const gapPx = 46;
const topPx = 76;
const bottomPx = 54;

/**
 * A run's curves, one figure with panels above each other: losses, mean D(real) and D(fake) where
 * the rows have `dReal` and `dFake`, images per second where asked. All panels zoom together.
 */
export function curves(rows: readonly StatRow[], options: CurvesOptions = {}): Figure {
  const { title = "Training curves", by = "step" } = options;
  const panels = panelsOf(rows, options);
  const count = Math.max(1, panels.length);
  const inner = count * panelPx + (count - 1) * gapPx;
  const axes: Record<string, unknown> = {};
  panels.forEach((panel, index) => {
    const suffix = index === 0 ? "" : `${index + 1}`;
    const top = 1 - (index * (panelPx + gapPx)) / inner;
    const domain = [Math.max(0, top - panelPx / inner), top];
    axes[`yaxis${suffix}`] = axis(panel.title, { ...panel.axis, domain });
    const { legend } = houseLayout("");
    axes[`legend${suffix}`] = { ...legend, y: top + 4 / inner };
  });
  const last = count === 1 ? "" : `${count}`;
  const xTitle = by === "step" ? "step" : "kimg (thousands of real images shown)";
  return {
    data: panels.flatMap((panel, index) => panelTraces(rows, panel, index, options)),
    layout: houseLayout(title, {
      ...axes,
      xaxis: axis(xTitle, { anchor: `y${last}` as "y", domain: [0, 1] }),
      height: inner + topPx + bottomPx,
      margin: { l: 64, r: 20, t: topPx, b: bottomPx },
      hoversubplots: "axis",
    } as Partial<Layout>),
  };
}

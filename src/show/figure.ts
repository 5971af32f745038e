import type { Data, Layout, LayoutAxis, PlotData } from "plotly.js";
import { decimate, type Line } from "./decimate.js";
import { escapeHtml } from "./escape.js";

/** A Plotly figure: what JupyterLab, the report and the static picture are all made from. */
export interface Figure {
  readonly data: readonly Data[];
  readonly layout: Partial<Layout>;
}

/** One named line of a figure. */
export interface Series extends Line {
  readonly name: string;
}

/** Font of every figure; the report and the static pictures bring it along. */
export const figureFont = "DejaVu Sans, Verdana, sans-serif";

/** Colours that colour-blind readers can tell apart (Okabe and Ito 2008). */
export const palette = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#000000",
] as const;

/** Text as Plotly shows it: its own small HTML (`<b>`, `<a>`) is off. */
export function plainLabel(text: string): string {
  return escapeHtml(text).replace(/&(quot|#39);/g, (_, name) => (name === "quot" ? '"' : "'"));
}

/** The text that `plainLabel` was given. */
export function labelText(label: string): string {
  return label.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/** An axis in the house's look. */
export function axis(title: string, more: Partial<LayoutAxis> = {}): Partial<LayoutAxis> {
  return {
    title: { text: plainLabel(title), font: { size: 12, color: "#444444" }, standoff: 8 },
    gridcolor: "#e8e8e8",
    linecolor: "#b0b0b0",
    showline: true,
    zeroline: false,
    ticks: "outside",
    ticklen: 4,
    tickcolor: "#b0b0b0",
    tickfont: { size: 11, color: "#444444" },
    spikecolor: "#888888",
    spikethickness: 1,
    automargin: true,
    ...more,
  };
}

/** The house's layout: white, light grid, title on the left, legend above, one label for all lines. */
export function houseLayout(title: string, more: Partial<Layout> = {}): Partial<Layout> {
  return {
    title: {
      text: plainLabel(title),
      x: 0,
      xref: "paper",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { t: 14 },
      font: { size: 15, color: "#222222" },
    },
    font: { family: figureFont, size: 12, color: "#222222" },
    colorway: [...palette],
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    width: 720,
    height: 380,
    margin: { l: 64, r: 20, t: 70, b: 52 },
    hovermode: "x unified",
    hoverlabel: { font: { family: figureFont, size: 11 }, namelength: -1 },
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 1.01,
      yanchor: "bottom",
      font: { size: 11.5 },
    },
    ...more,
  };
}

/** One line as Plotly data, of at most `most` points; 6 digits; what is not finite leaves a gap. */
export function lineTrace(series: Series, more: Partial<PlotData> = {}, most = 2000): Data {
  const { x, y } = decimate(series, most);
  return {
    type: "scatter",
    mode: x.length === 1 ? "markers" : "lines",
    name: plainLabel(series.name),
    x: [...x],
    y: y.map((value) => (Number.isFinite(value) ? Number(value.toPrecision(6)) : null)),
    line: { width: 1.6 },
    ...more,
  };
}

/**
 * Lines over one pair of axes. Titles and names are shown as they are, also with HTML in them.
 * @param options.logY logarithmic y axis; values up to 0 leave it.
 */
export function lineFigure(options: {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly Series[];
  readonly logY?: boolean;
}): Figure {
  const { title, xTitle, yTitle, series, logY = false } = options;
  return {
    data: series.map((one) => lineTrace(one)),
    layout: houseLayout(title, {
      xaxis: axis(xTitle),
      yaxis: axis(yTitle, logY ? { type: "log" } : {}),
      showlegend: series.length > 1,
    }),
  };
}

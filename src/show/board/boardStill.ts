import type { Data, Layout } from "plotly.js";
import { axis, type Figure, houseLayout, lineTrace } from "../figure.js";
import { svgImage } from "../sparkline.js";
import { figureSvg } from "../static.js";
import type { Board, BoardRun } from "./board.js";
import { runLook } from "./look.js";

/** Most quantities that are shown at first, two a row, and which of them rather than others. */
const MOST = 4;
const FIRST = ["discriminatorLoss", "generatorLoss", "dReal", "dFake"];
const ROW_PX = 230;

/** Every quantity that any of the runs has. */
export function boardQuantities(runs: readonly BoardRun[]): readonly string[] {
  return [...new Set(runs.flatMap(({ curves }) => Object.keys(curves.lines)))];
}

/** The quantities that are shown before a reader chooses. */
export function firstQuantities(runs: readonly BoardRun[]): readonly string[] {
  const all = boardQuantities(runs);
  const others = all.filter((name) => !FIRST.includes(name));
  return [...FIRST.filter((name) => all.includes(name)), ...others].slice(0, MOST);
}

/** The runs' lines of one quantity, on the axes with this suffix. */
function tracesOf(runs: readonly BoardRun[], quantity: string, suffix: string): Data[] {
  return runs.flatMap((run, index) => {
    const line = run.curves.lines[quantity];
    if (!line) return [];
    const { colour, dash } = runLook(index);
    const y = line.mean.map((value) => value ?? Number.NaN);
    const series = { name: `${index + 1} ${run.label}`, x: run.curves.kimg, y };
    const place = {
      xaxis: `x${suffix}`,
      yaxis: `y${suffix}`,
      showlegend: false,
      connectgaps: true,
    };
    return [lineTrace(series, { line: { width: 1.4, color: colour, dash }, ...place }, 200)];
  });
}

/** The curves of all runs over kimg as one figure, two quantities a row. */
export function stillCurves({ runs }: Pick<Board, "runs">): Figure {
  const shown = firstQuantities(runs);
  const rows = Math.max(1, Math.ceil(shown.length / 2));
  const axes: Record<string, unknown> = {};
  shown.forEach((quantity, index) => {
    const suffix = index === 0 ? "" : String(index + 1);
    const [row, column] = [Math.floor(index / 2), index % 2];
    const x = column === 0 ? [0, 0.45] : [0.55, 1];
    const height = 1 / rows;
    const y = [1 - (row + 0.78) * height, 1 - (row + 0.04) * height];
    axes[`xaxis${suffix}`] = axis("kimg", { domain: x, anchor: `y${suffix}` as "y" });
    axes[`yaxis${suffix}`] = axis(quantity, { domain: y, anchor: `x${suffix}` as "x" });
  });
  return {
    data: shown.flatMap((quantity, index) =>
      tracesOf(runs, quantity, index === 0 ? "" : String(index + 1)),
    ),
    layout: houseLayout("", {
      ...axes,
      width: 900,
      height: rows * ROW_PX,
      margin: { l: 64, r: 12, t: 10, b: 10 },
    } as Partial<Layout>),
  };
}

/** The curves as a picture that needs no script. */
export async function stillCurvesImage(board: Board): Promise<string> {
  if (boardQuantities(board.runs).length === 0) return "<p>No run kept statistics.</p>";
  return svgImage(await figureSvg(stillCurves(board)), "curves of all runs over kimg");
}

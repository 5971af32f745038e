import { join } from "node:path";
import type { Data } from "plotly.js";
import { writeFile } from "../src/files.js";
import { projectRoot } from "../src/project.js";
import { axis, type Figure, houseLayout, palette, plainLabel } from "../src/show/figure.js";
import { figureSvg } from "../src/show/static.js";
import { programs } from "./programs.js";
import { type NetResult, readResults } from "./results.js";
import { fastestPeer } from "./table.js";

/** Colours of the programs in their order; the lab's two are the strong ones. */
const colours = [
  palette[1],
  palette[0],
  palette[5],
  palette[2],
  "#8fd1b8",
  "#f0a868",
  "#b8b8b8",
  "#6f6f6f",
];

/** Speeds of one program on all networks, the fastest float32 peer's being 1. */
function bars(program: string, colour: string, results: readonly NetResult[]): Data {
  const speeds = results.map(({ rows }) => {
    const peer = fastestPeer(rows, "float32");
    const row = rows.find((one) => one.program === program);
    return peer && row ? Number((peer.medianMs / row.medianMs).toFixed(3)) : null;
  });
  return {
    type: "bar",
    name: plainLabel(program),
    x: results.map(({ title, rows }) => plainLabel(`${title}, b${rows[0]?.batch ?? 0}`)),
    y: speeds,
    marker: { color: colour },
  };
}

/** Training speed of every program on every measured network, as bars in groups. */
export function speedFigure(results: readonly NetResult[]): Figure {
  const shown = programs.filter(({ name }) =>
    results.some(({ rows }) => rows.some((row) => row.program === name)),
  );
  const data = shown.map(({ name }, index) =>
    bars(name, colours[index % colours.length] ?? "#000000", results),
  );
  const layout = houseLayout("Steps a second against the fastest float32 peer (= 1)", {
    barmode: "group",
    bargap: 0.25,
    width: 960,
    height: 460,
    xaxis: axis("", { tickangle: -25 }),
    yaxis: axis("times as fast", { rangemode: "tozero" }),
    shapes: [
      {
        type: "line",
        xref: "paper",
        x0: 0,
        x1: 1,
        y0: 1,
        y1: 1,
        line: { color: "#444444", width: 1, dash: "dot" },
      },
    ],
  });
  return { data, layout };
}

/** Draws `docs/bench.svg` from the committed results. */
async function draw(): Promise<void> {
  const results = readResults();
  if (results.length === 0)
    throw new Error("bench/results: expected results, got none: npm run bench");
  const path = join(projectRoot(), "docs", "bench.svg");
  await writeFile(path, await figureSvg(speedFigure(results)));
  console.log(`docs/bench.svg: ${results.length} networks`);
}

if (require.main === module) {
  draw().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

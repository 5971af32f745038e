import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectRoot } from "../../project.js";

/** The page's own scripts in the order in which they stand; they share their names. */
const parts = ["dom", "state", "zoom", "pictures", "smoothing", "curves", "keys", "main"] as const;

function plotlyBasic(): string {
  const folder = dirname(require.resolve("plotly.js-basic-dist-min/package.json"));
  return readFileSync(join(folder, "plotly-basic.min.js"), "utf8");
}

let cached: string | undefined;

/**
 * All that runs in a board, as one script: the small edition of plotly.js, kept from other scripts
 * of the page, and the board's own. It starts every board of the page that no other script has started.
 */
export function boardScript(): string {
  if (cached !== undefined) return cached;
  const folder = join(projectRoot(), "src", "show", "board", "page");
  const own = parts.map((name) => readFileSync(join(folder, `${name}.js`), "utf8"));
  const script = [
    "(() => {",
    "const othersPlotly = window.Plotly;",
    plotlyBasic(),
    "const Plotly = window.Plotly;",
    "window.Plotly = othersPlotly;",
    ...own,
    "for (const root of document.querySelectorAll('.atelier-board:not([data-started])')) startBoard(root);",
    "})();",
  ].join("\n");
  cached = script.replace(/<\/script/g, "<\\/script");
  return cached;
}

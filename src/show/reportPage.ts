import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plotlySource } from "./drawSvg.js";
import { escapeHtml } from "./escape.js";
import { reportStyle } from "./reportStyle.js";

/** Draws every figure of the page from the data beside it; a browser without scripts keeps the picture. */
const drawFigures = `
for (const figure of document.querySelectorAll("figure.plot")) {
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  const live = figure.querySelector(".live");
  figure.classList.add("drawn");
  Plotly.newPlot(live, data, { ...layout, width: undefined, autosize: true },
    { responsive: true, displaylogo: false, modeBarButtons: [["zoom2d", "pan2d", "resetScale2d", "toImage"]] })
    .catch((error) => { figure.classList.remove("drawn"); console.error(error); });
}
`;

/** One weight of DejaVu Sans inside the page: figures then look the same on every machine. */
function fontFace(weight: 400 | 700): string {
  const folder = dirname(require.resolve("@fontsource/dejavu-sans/package.json"));
  const file = join(folder, "files", `dejavu-sans-latin-${weight}-normal.woff2`);
  const data = readFileSync(file).toString("base64");
  const source = `local("DejaVu Sans${weight === 700 ? " Bold" : ""}"), url(data:font/woff2;base64,${data})`;
  return `@font-face { font-family: "DejaVu Sans"; font-weight: ${weight}; src: ${source} format("woff2"); }`;
}

function hashOf(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/** What the page may do: run its own scripts and nothing else, load nothing from anywhere. */
function policy(scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(" ") || "'none'"}`,
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * A whole page in one text: style, fonts, content and, if there are figures, plotly.js once.
 * @param page.title shown as text, also with HTML in it.
 * @param page.content HTML, already safe.
 */
export function reportPage(page: {
  readonly title: string;
  readonly content: string;
  readonly footer: string;
  readonly withFigures: boolean;
}): string {
  const scripts = page.withFigures
    ? [plotlySource().replace(/<\/script/g, "<\\/script"), drawFigures]
    : [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy(scripts))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>${fontFace(400)}
${fontFace(700)}
${reportStyle}</style>
</head>
<body>
<main>
${page.content}
<footer>${escapeHtml(page.footer)}</footer>
</main>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

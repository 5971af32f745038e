import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { escapeHtml } from "./escape.js";

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
 * A whole page in one text: style, fonts, content and scripts; it asks for nothing from anywhere.
 * @param page.title shown as text, also with HTML in it.
 * @param page.content HTML, already safe.
 * @param page.scripts run at the page's end, each once.
 */
export function htmlPage(page: {
  readonly title: string;
  readonly style: string;
  readonly content: string;
  readonly scripts: readonly string[];
}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy(page.scripts))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>${fontFace(400)}
${fontFace(700)}
${page.style}</style>
</head>
<body>
${page.content}
${page.scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

import { displayWriter } from "./displayWriter.js";
import { escapeHtml } from "./escape.js";
import { type Figure, labelText } from "./figure.js";
import { markMetadata, type PictureMark } from "./pictureMark.js";
import { figureJpeg, figureSize } from "./static.js";
import { htmlTable, type TableRow, textTable } from "./table.js";

/** One thing in all the forms it has; the notebook shows the richest one it can. */
export interface DisplayBundle {
  readonly "application/vnd.plotly.v1+json"?: object;
  readonly "text/html"?: string;
  readonly "text/markdown"?: string;
  /** Base64. */
  readonly "image/png"?: string;
  /** Base64. */
  readonly "image/jpeg"?: string;
  readonly "image/svg+xml"?: string;
  /** What a terminal, and a reader who cannot see the picture, gets. */
  readonly "text/plain": string;
}

/** Where a line of text goes when there is no notebook. */
export type Log = (line: string) => void;

function nowhere(): void {}

/**
 * Shows a bundle in the running cell, as one message; outside a kernel its plain text goes to
 * `log`, and nothing is thrown.
 * @param metadata for each MIME type, such as the width of a picture.
 */
export function display(
  bundle: DisplayBundle,
  log: Log = nowhere,
  metadata: Readonly<Record<string, unknown>> = {},
): void {
  const write = displayWriter();
  if (write) write({ data: { ...bundle }, metadata, transient: {} }, false);
  else log(bundle["text/plain"]);
}

/** Title of a figure as one line of text. */
function titleOf(figure: Figure): string {
  const { title } = figure.layout;
  return labelText((typeof title === "string" ? title : title?.text) || "figure");
}

/**
 * Shows a figure: interactive where Plotly's MIME type is known (JupyterLab, VS Code, the report),
 * the same figure as a picture everywhere else. plotly.js itself is not in the message. The picture is
 * a JPEG, because of a PNG JupyterLab's Plotly extension would show that until the mouse comes, and
 * an SVG is not shown in notebooks that are not trusted.
 */
export async function showFigure(figure: Figure, log: Log = nowhere): Promise<void> {
  const text = `[figure: ${titleOf(figure)}]`;
  if (!displayWriter()) return log(text);
  const { data, layout } = figure;
  const config = { responsive: true, displaylogo: false };
  const bundle: DisplayBundle = {
    "application/vnd.plotly.v1+json": { data, layout, config },
    "image/jpeg": Buffer.from(await figureJpeg(figure)).toString("base64"),
    "text/plain": text,
  };
  display(bundle, log, { "image/jpeg": figureSize(figure) });
}

/**
 * Shows a picture with a line under it; the caption is shown as text, also with HTML in it.
 * @param mark what it shows: a picture without a mark is never published.
 */
export function showGrid(
  png: Uint8Array,
  caption: string,
  mark?: PictureMark,
  log: Log = nowhere,
): void {
  const image = Buffer.from(png).toString("base64");
  const metadata = mark ? markMetadata(mark) : {};
  display({ "image/png": image, "text/plain": `[picture: ${caption}]` }, log, metadata);
  if (!displayWriter()) return;
  const html = `<p style="margin:2px 0 14px;color:#555;font-size:90%">${escapeHtml(caption)}</p>`;
  display({ "text/html": html, "text/plain": caption }, log);
}

/** Shows rows as a table; names and values are shown as text. */
export function showTable(rows: readonly TableRow[], log: Log = nowhere): void {
  display({ "text/html": htmlTable(rows), "text/plain": textTable(rows) }, log);
}

/** Shows Markdown. What comes from outside goes through `escapeMarkdown` or `markdownTable` first. */
export function showMarkdown(text: string, log: Log = nowhere): void {
  display({ "text/markdown": text, "text/plain": text }, log);
}

/**
 * Clears the output of the running cell, by the global of that name that the kernel brings along;
 * nothing happens outside a kernel.
 * @param wait clears only when the next output comes.
 */
export function clearOutput(wait = false): void {
  const clear: unknown = Reflect.get(globalThis, "clearOutput");
  if (typeof clear === "function" && clear !== clearOutput) clear(wait);
}

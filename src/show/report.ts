import { basename, resolve } from "node:path";
import { writeFile } from "../files.js";
import { cellImages } from "./cellImages.js";
import { highlight } from "./highlight.js";
import { firstHeading, markdownHtml } from "./markdown.js";
import { outputsHtml } from "./outputsHtml.js";
import { printPdf } from "./pdf.js";
import { type NotebookCell, readNotebook } from "./readNotebook.js";
import { reportPage } from "./reportPage.js";

/** Where a report goes. */
export interface ReportOptions {
  /** The HTML file; `<notebook's name>.html` in the current folder unless said. */
  readonly out?: string;
  /** Also a PDF beside it, through an installed Chromium. */
  readonly pdf?: boolean;
  readonly log: (line: string) => void;
}

/** What was written. */
export interface Report {
  readonly html: string;
  readonly pdf?: string;
  /** Size of the HTML file. */
  readonly bytes: number;
}

/** Code longer than this is folded. */
const mostOpenLines = 12;

function codeHtml(source: string): string {
  const code = source.trim();
  if (code === "") return "";
  const open = code.split("\n").length <= mostOpenLines ? " open" : "";
  return `<details class="code"${open}><summary>code</summary><pre>${highlight(code)}</pre></details>`;
}

async function cellHtml(
  path: string,
  cell: NotebookCell,
  log: (line: string) => void,
): Promise<string> {
  if (cell.kind === "markdown") return markdownHtml(cell.source, cellImages(path, cell));
  if (cell.kind === "raw") return "";
  return `${codeHtml(cell.source)}\n${await outputsHtml(cell.outputs, log)}`;
}

/** The first heading of a notebook, else its name. */
function titleOf(path: string, cells: readonly NotebookCell[]): string {
  for (const cell of cells) {
    const heading = cell.kind === "markdown" && firstHeading(cell.source);
    if (heading) return heading;
  }
  return basename(path, ".ipynb");
}

/** A notebook as one self-contained HTML page: no network, curves zoomable, prints cleanly. */
export async function reportHtml(path: string, log: (line: string) => void): Promise<string> {
  const cells = readNotebook(path);
  const parts: string[] = [];
  for (const cell of cells) parts.push(await cellHtml(path, cell, log));
  const content = parts.join("\n");
  return reportPage({
    title: titleOf(path, cells),
    content,
    footer: `Made by gan-atelier from ${basename(path)}`,
    withFigures: content.includes('<figure class="plot"'),
  });
}

/**
 * Writes the report of a notebook: one HTML file and, if asked, a PDF.
 * @throws ConfigError when the notebook cannot be read, or a PDF is asked for without a Chromium.
 */
export async function writeReport(notebookPath: string, options: ReportOptions): Promise<Report> {
  const { out, pdf = false, log } = options;
  const page = await reportHtml(notebookPath, log);
  const html = resolve(out ?? `${basename(notebookPath, ".ipynb")}.html`);
  await writeFile(html, page);
  const bytes = Buffer.byteLength(page);
  if (!pdf) return { html, bytes };
  const printed = `${html.replace(/\.html?$/i, "")}.pdf`;
  await printPdf(html, printed);
  return { html, pdf: printed, bytes };
}

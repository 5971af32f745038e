import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { writeFile } from "../files.js";
import { boardScript } from "./board/boardScript.js";
import { cellImages } from "./cellImages.js";
import { highlight } from "./highlight.js";
import { firstHeading, markdownHtml } from "./markdown.js";
import { outputsHtml } from "./outputsHtml.js";
import { printPdf } from "./pdf.js";
import { type NotebookCell, type NotebookOutput, readNotebook } from "./readNotebook.js";
import { reportPage } from "./reportPage.js";

/** Where a report goes. */
export interface ReportOptions {
  /** The HTML file; `<notebook's name>.html` in the current folder unless said. */
  readonly out?: string;
  /** Also a PDF beside it, through an installed Chromium. */
  readonly pdf?: boolean;
  /** What everyone may see of an output's data; all of it unless said. */
  readonly publish?: PublishOutput;
  readonly log: (line: string) => void;
}

/** Gives an output's data as they may be published. */
export type PublishOutput = (output: {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: unknown;
}) => Promise<Readonly<Record<string, unknown>>>;

/** What was written. */
export interface Report {
  readonly html: string;
  /** Size of the HTML file. */
  readonly bytes: number;
  readonly pdf?: string;
  readonly pdfBytes?: number;
}

/** Code longer than this is folded. */
const mostOpenLines = 12;

function codeHtml(source: string): string {
  const code = source.trim();
  if (code === "") return "";
  const open = code.split("\n").length <= mostOpenLines ? " open" : "";
  return `<details class="code"${open}><summary>code</summary><pre>${highlight(code)}</pre></details>`;
}

/** A cell's outputs as they may be shown. */
async function shownOutputs(
  { outputs }: NotebookCell,
  publish: PublishOutput | undefined,
): Promise<readonly NotebookOutput[]> {
  if (!publish) return outputs;
  const shown: NotebookOutput[] = [];
  for (const output of outputs)
    shown.push(output.kind === "data" ? { ...output, data: await publish(output) } : output);
  return shown;
}

async function cellHtml(
  path: string,
  cell: NotebookCell,
  { log, publish }: ReportOptions,
): Promise<string> {
  if (cell.kind === "markdown") return markdownHtml(cell.source, cellImages(path, cell));
  if (cell.kind === "raw") return "";
  return `${codeHtml(cell.source)}\n${await outputsHtml(await shownOutputs(cell, publish), log)}`;
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
export async function reportHtml(path: string, options: ReportOptions): Promise<string> {
  const cells = readNotebook(path);
  const parts: string[] = [];
  for (const cell of cells) parts.push(await cellHtml(path, cell, options));
  const content = parts.join("\n");
  return reportPage({
    title: titleOf(path, cells),
    content,
    footer: `Made by gan-atelier from ${basename(path)}`,
    withFigures: content.includes('<figure class="plot"'),
    scripts: content.includes('<div class="atelier-board"') ? [boardScript()] : [],
  });
}

/** Writes a finished page as a file and, if asked, as a PDF beside it. */
export async function writePage(
  page: string,
  options: { readonly out: string; readonly pdf?: boolean },
): Promise<Report> {
  const html = resolve(options.out);
  await writeFile(html, page);
  const bytes = Buffer.byteLength(page);
  if (!options.pdf) return { html, bytes };
  const pdf = `${html.replace(/\.html?$/i, "")}.pdf`;
  await printPdf(html, pdf);
  return { html, bytes, pdf, pdfBytes: statSync(pdf).size };
}

/**
 * Writes the report of a notebook: one HTML file and, if asked, a PDF.
 * @throws ConfigError when the notebook cannot be read, or a PDF is asked for without a Chromium.
 */
export async function writeReport(notebookPath: string, options: ReportOptions): Promise<Report> {
  const { out = `${basename(notebookPath, ".ipynb")}.html`, pdf = false } = options;
  return await writePage(await reportHtml(notebookPath, options), { out, pdf });
}

import { Command } from "commander";
import { formatBytes } from "../engine/memory.js";
import { ConfigError, expected } from "../errors.js";
import { lab } from "../lab.js";
import { readBoard } from "../runs/board/readBoard.js";
import { runsReport } from "../runs/board/reportRuns.js";
import { publishBoard } from "../runs/publish/publishBoard.js";
import { type Bundle, publishBundle } from "../runs/publish/publishBundle.js";
import type { Publishing } from "../runs/publish/publishing.js";
import { type Report, writePage, writeReport } from "../show/report.js";
import { type PublishFlags, printWithheld, publishingOf, withPublish } from "./publishFlags.js";
import { shortPath } from "./shortPath.js";

interface ReportFlags extends PublishFlags {
  readonly out?: string;
  readonly pdf?: boolean;
}

const isNotebook = (name: string) => name.endsWith(".ipynb");

async function reportRuns(
  names: readonly string[],
  { out, pdf = false }: ReportFlags,
  publishing: Publishing | undefined,
): Promise<Report> {
  const runs = names.map(lab.open);
  const read = await readBoard(runs);
  const board = publishing ? await publishBoard(read, publishing) : read;
  const bytes = Buffer.byteLength(await runsReport(runs, board));
  const page = await runsReport(runs, board, `; ${formatBytes(bytes)}`);
  const [first] = runs;
  return await writePage(page, {
    out: out ?? (runs.length === 1 && first ? `${first.name}.html` : "report.html"),
    pdf,
  });
}

async function report(names: readonly string[], flags: ReportFlags): Promise<void> {
  const publishing = publishingOf(flags);
  const [first = ""] = names;
  if (names.some(isNotebook) && names.length > 1)
    throw new ConfigError(expected("report", "one notebook, or runs", names.join(" ")));
  const { publish: _, data: __, ...options } = flags;
  const publish = publishing && {
    publish: (output: Bundle) => publishBundle(output, publishing),
  };
  const made = isNotebook(first)
    ? await writeReport(first, { ...options, ...publish, log: console.log })
    : await reportRuns(names, flags, publishing);
  printWithheld(publishing);
  console.log(`${shortPath(made.html)}: ${formatBytes(made.bytes)}`);
  if (made.pdf) console.log(`${shortPath(made.pdf)}: ${formatBytes(made.pdfBytes ?? 0)}`);
}

/** `atelier report NOTEBOOK`, `atelier report RUN ...` */
export function reportCommand(): Command {
  const command = new Command("report")
    .description("turn a notebook, or runs, into one HTML file that needs no network, and a PDF")
    .argument("<notebook or runs...>", "an .ipynb file with its outputs, or names of runs")
    .option("-o, --out <file>", "the HTML file; <name>.html in the current folder unless said")
    .option("--pdf", "also a PDF, through an installed Chromium");
  return withPublish(command).action(report);
}

import { Command } from "commander";
import { formatBytes } from "../engine/memory.js";
import { writeReport } from "../show/report.js";
import { shortPath } from "./shortPath.js";

/** `atelier report NOTEBOOK` */
export function reportCommand(): Command {
  return new Command("report")
    .description("turn a notebook into one HTML file that needs no network, and a PDF")
    .argument("<notebook>", "an .ipynb file with its outputs")
    .option("-o, --out <file>", "the HTML file; <name>.html in the current folder unless said")
    .option("--pdf", "also a PDF, through an installed Chromium")
    .action(async (notebook: string, flags: { readonly out?: string; readonly pdf?: boolean }) => {
      const report = await writeReport(notebook, { ...flags, log: console.log });
      console.log(`${shortPath(report.html)}: ${formatBytes(report.bytes)}`);
      if (report.pdf) console.log(shortPath(report.pdf));
    });
}

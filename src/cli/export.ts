import { Command, Option } from "commander";
import { formatBytes } from "../engine/memory.js";
import { type ExportFormat, exportFormats } from "../exchange/modelCard.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { shortPath } from "./shortPath.js";

interface ExportFlags {
  readonly as: ExportFormat;
  readonly out: string;
}

/** `atelier export RUN[@STEP] --as FORMAT -o FOLDER` */
export function exportCommand(): Command {
  const format = new Option("--as <format>", "the program to write it for")
    .choices(exportFormats)
    .makeOptionMandatory();
  return new Command("export")
    .description("write a run's generator for another program, with a model card")
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .addOption(format)
    .requiredOption("-o, --out <folder>", "a new or empty folder")
    .action(async (text: string, flags: ExportFlags) => {
      const { run, ...step } = findRunAtStep(text);
      const done = await lab.export(run, { ...flags, ...step });
      const size = formatBytes(done.bytes);
      console.log(`generator of step ${done.step}, ${size}, kept in ${shortPath(done.folder)}`);
    });
}

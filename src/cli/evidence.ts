import { join } from "node:path";
import { Command } from "commander";
import { parsePrecision } from "../engine/precision.js";
import { lab } from "../lab.js";
import { projectRoot, stateFolder } from "../project.js";
import { wholeNumber } from "./options.js";
import { progressBar } from "./progressBar.js";
import { shortPath } from "./shortPath.js";
import { stopSignal } from "./stopSignal.js";

interface Flags {
  readonly preset?: string;
  readonly minutes: number;
  readonly precision?: string;
  readonly out: string;
  readonly docs: string;
  readonly kept?: boolean;
}

async function gather(name: string | undefined, flags: Flags): Promise<void> {
  const { preset, minutes, precision, out, docs, kept = false } = flags;
  let bar: ReturnType<typeof progressBar> | undefined;
  const stop = stopSignal(() => {
    bar?.stop();
    console.log("stopping; what was reached is written, the same command goes on from here");
  });
  try {
    const page = await lab.evidence({
      ...(name === undefined ? {} : { name }),
      ...(preset === undefined ? {} : { preset }),
      ...(precision === undefined ? {} : { precision: parsePrecision(precision) }),
      minutes,
      folder: out,
      docs,
      kept,
      signal: stop.signal,
      log: console.log,
      onProgress(progress) {
        bar ??= progressBar(progress.steps);
        bar.update(progress);
        if (progress.step < progress.steps) return;
        bar.stop();
        bar = undefined;
      },
    });
    console.log(`written: ${shortPath(page)}`);
  } finally {
    bar?.stop();
    stop.release();
  }
}

/** `atelier evidence [ITERATION]` */
export function evidenceCommand(): Command {
  return new Command("evidence")
    .description(
      "run an iteration at full size, days apart if need be, and write figures, pictures and diagnosis",
    )
    .argument("[iteration]", "its name; without one only the page of all runs is written anew")
    .option("--preset <name>", "one of its planned presets; all of them unless said")
    .option("--minutes <n>", "training time that a run gets in all", wholeNumber(1), 60)
    .option("--precision <type>", "what a new run computes in: float32, or bfloat16")
    .option("-o, --out <folder>", "where the runs are kept", join(stateFolder(), "evidence"))
    .option("--docs <folder>", "where the results go", join(projectRoot(), "docs", "evidence"))
    .option("--kept", "only write what the runs that are there came to, train none")
    .action(gather);
}

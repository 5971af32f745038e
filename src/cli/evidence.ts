import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Command } from "commander";
import { parsePrecision } from "../engine/precision.js";
import { lab } from "../lab.js";
import { projectRoot, stateFolder } from "../project.js";
import { plannedOf } from "../runs/evidence/plan.js";
import { wholeNumber } from "./options.js";
import { progressBar } from "./progressBar.js";
import { shortPath } from "./shortPath.js";
import { withStop } from "./stopSignal.js";

interface Flags {
  readonly preset?: string;
  readonly minutes: number;
  readonly precision?: string;
  readonly out: string;
  readonly docs: string;
  readonly kept?: boolean;
}

/** One preset in a process of its own, so that its memory is measured alone. */
async function gatherApart(name: string, preset: string, flags: Flags, signal: AbortSignal) {
  const { minutes, precision, out, docs, kept = false } = flags;
  const words = ["evidence", name, "--preset", preset, "--minutes", `${minutes}`];
  const more = [
    ...(precision === undefined ? [] : ["--precision", precision]),
    ...(kept ? ["--kept"] : []),
  ];
  const script = process.argv[1] ?? "";
  const args = [script, ...words, ...more, "--out", out, "--docs", docs];
  // detached, for a terminal's Ctrl-C would reach it beside ours: two of them end it at once
  const child = spawn(process.execPath, args, { stdio: "inherit", detached: true });
  const stop = () => child.kill("SIGINT");
  signal.addEventListener("abort", stop, { once: true });
  const [status] = await once(child, "close");
  signal.removeEventListener("abort", stop);
  if (status !== 0) process.exitCode = 1; // the next preset may well be possible
}

function gatherAll(name: string, flags: Flags): Promise<void> {
  const onStop = () => {}; // the process of the preset at hand says it
  return withStop(onStop, async (signal) => {
    for (const { iteration } of plannedOf(name)) {
      if (signal.aborted) break;
      await gatherApart(name, iteration.preset, flags, signal);
    }
  });
}

async function gather(name: string | undefined, flags: Flags): Promise<void> {
  if (name !== undefined && flags.preset === undefined) return gatherAll(name, flags);
  const { preset, minutes, precision, out, docs, kept = false } = flags;
  let bar: ReturnType<typeof progressBar> | undefined;
  const onStop = () => {
    bar?.stop();
    console.log("stopping; what was reached is written, the same command goes on from here");
  };
  const work = (signal: AbortSignal) =>
    lab.evidence({
      ...(name === undefined ? {} : { name }),
      ...(preset === undefined ? {} : { preset }),
      ...(precision === undefined ? {} : { precision: parsePrecision(precision) }),
      minutes,
      folder: out,
      docs,
      kept,
      signal,
      log: console.log,
      onProgress(progress) {
        bar ??= progressBar(progress.steps);
        bar.update(progress);
        if (progress.step < progress.steps) return;
        bar.stop();
        bar = undefined;
      },
    });
  const page = await withStop(onStop, work).finally(() => bar?.stop());
  console.log(`written: ${shortPath(page)}`);
}

/** `atelier evidence [ITERATION]` */
export function evidenceCommand(): Command {
  return new Command("evidence")
    .description(
      "run an iteration at full size, days apart if need be, and write figures, pictures and diagnosis",
    )
    .argument("[iteration]", "its name; without one only the page of all runs is written anew")
    .option("--preset <name>", "one of its planned presets; all of them unless said")
    .option(
      "--minutes <n>",
      "training time that a run gets in all, less if its bounds hold before",
      wholeNumber(1),
      60,
    )
    .option("--precision <type>", "what a new run computes in: float32, or bfloat16")
    .option("-o, --out <folder>", "where the runs are kept", join(stateFolder(), "evidence"))
    .option("--docs <folder>", "where the results go", join(projectRoot(), "docs", "evidence"))
    .option("--kept", "only write what the runs that are there came to, train none")
    .action(gather);
}

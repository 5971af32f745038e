import { Command } from "commander";
import { findChoice } from "../lab/run.js";
import { lab } from "../lab.js";
import { wholeNumber } from "./options.js";
import { progressBar } from "./progressBar.js";
import { shortPath } from "./shortPath.js";
import { stopSignal } from "./stopSignal.js";

interface RunFlags {
  readonly preset?: string;
  readonly steps?: number;
  readonly seed: number;
  readonly quick?: boolean;
  readonly data?: string;
  readonly out?: string;
  readonly memory?: string;
  readonly eager?: boolean;
}

async function train(name: string, flags: RunFlags): Promise<void> {
  const iteration = findChoice(name, flags);
  const steps = flags.steps ?? iteration.training.steps;
  console.log(`${iteration.name} ${iteration.preset}, seed ${flags.seed}, ${steps} steps`);
  let bar: ReturnType<typeof progressBar> | undefined;
  const stop = stopSignal(() => {
    bar?.stop(); // also brings the cursor back, in case of a second Ctrl-C
    console.log("stopping after this step and saving (Ctrl-C again: at once)");
  });
  try {
    const run = await lab.run(name, {
      ...flags,
      log: console.log,
      signal: stop.signal,
      onProgress: (progress) => {
        bar ??= progressBar(progress.steps);
        bar.update(progress);
      },
    });
    bar?.stop();
    const { state, step, seconds } = run.status;
    console.log(`${state} after ${step} of ${steps} steps, ${seconds} s`);
    if (run.measures) console.log(lab.judge(run).sentence);
    console.log(`kept in ${shortPath(run.folder)}`);
  } finally {
    bar?.stop();
    stop.release();
  }
}

/** `atelier run ITERATION` */
export function runCommand(): Command {
  return new Command("run")
    .description("train an iteration and keep the run under checkpoints/")
    .argument("<iteration>", "its name; `atelier list iterations` shows them")
    .option("--preset <name>", "asRun, asTold, repaired ...; repaired unless said")
    .option("--steps <n>", "steps to train; the preset's own number unless said", wholeNumber(1))
    .option("--seed <n>", "random seed", wholeNumber(0), 1)
    .option("--quick", "the small copy, a few minutes on two cores")
    .option("--data <folder>", "a folder of your own pictures")
    .option("--out <folder>", "the run's own folder, new or empty")
    .option("--eager", "run the steps op by op, not compiled: slower, for looking into a step")
    .option(
      "--memory <size>",
      "memory the run may use, such as 8G; the container's or machine's unless said",
    )
    .action(train);
}

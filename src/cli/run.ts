import { Command } from "commander";
import { parseSwitches } from "../iterations/switches/withSwitches.js";
import { findChoice, stepsOf } from "../lab/run.js";
import { lab } from "../lab.js";
import type { OnNan } from "../runs/run.js";
import { follow } from "./follow.js";
import {
  type CheckpointFlags,
  checkpointsOf,
  nameOption,
  onNanOption,
  snapOption,
  switchOption,
  wholeNumber,
} from "./options.js";
import { type SettingFlags, settingsFrom, withSettings } from "./settings.js";

interface RunFlags extends SettingFlags, CheckpointFlags {
  readonly preset?: string;
  readonly steps?: number;
  readonly seed: number;
  readonly quick?: boolean;
  readonly data?: string;
  readonly to?: string;
  readonly out?: string;
  readonly name?: string;
  readonly memory?: string;
  readonly eager?: boolean;
  readonly precision?: string;
  readonly onNan?: OnNan;
  readonly quality: boolean;
  readonly netG?: string;
  readonly netD?: string;
  readonly switch: readonly string[];
}

async function train(name: string, flags: RunFlags): Promise<void> {
  const { switch: words, ...others } = flags;
  const settings = { switches: parseSwitches(words), set: settingsFrom(flags) };
  const options = { ...others, ...checkpointsOf(flags), ...settings };
  const iteration = findChoice(name, options);
  const steps = stepsOf(options) ?? iteration.training.steps;
  console.log(`${iteration.name} ${iteration.preset}, seed ${flags.seed}, ${steps} steps`);
  await follow((hooks) => lab.run(name, { ...options, ...hooks }));
}

/** `atelier run ITERATION` */
export function runCommand(): Command {
  const command = new Command("run")
    .description("train an iteration and keep the run under checkpoints/")
    .argument("<iteration>", "its name; `atelier list iterations` shows them")
    .option("--preset <name>", "asRun, asTold, repaired ...; repaired unless said")
    .option("--steps <n>", "steps to train; the preset's own number unless said", wholeNumber(1))
    .option("--seed <n>", "random seed", wholeNumber(0), 1)
    .option("--quick", "the small copy, a few minutes on two cores")
    .addOption(switchOption())
    .addOption(nameOption())
    .option(
      "--to <folder>",
      "what pictures are turned into: a folder, a data set, decay:KIND=STRENGTH,.. or enlarge",
    )
    .option(
      "--data <folder>",
      "your own pictures: a folder, a table (.csv), or the name of a data set",
    )
    .option("--out <folder>", "the run's own folder, new or empty")
    .option("--eager", "run the steps op by op, not compiled: slower, for looking into a step")
    .option(
      "--precision <type>",
      "float32, or bfloat16 with float32 weights: faster on processors that have it",
    )
    .option("--memory <size>", "memory the run may use, such as 8G; what is free unless said")
    .option(
      "--checkpoint-every <n>",
      "steps between checkpoints; the preset's own number unless said",
      wholeNumber(1),
    )
    .addOption(snapOption())
    .addOption(onNanOption())
    .option("--no-quality", "measure pictures at the end only, not at checkpoints")
    .option("--net-g <run>", "generator to begin with, from another RUN or RUN@step")
    .option("--net-d <run>", "discriminator to begin with, from another RUN or RUN@step")
    .action(train);
  return withSettings(command);
}

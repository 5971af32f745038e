import { Command } from "commander";
import type { FineTuneChoice } from "../lab/fineTune.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { follow } from "./follow.js";
import {
  type CheckpointFlags,
  checkpointsOf,
  nameOption,
  snapOption,
  wholeNumber,
} from "./options.js";
import { type SettingFlags, settingsFrom, withSettings } from "./settings.js";

type FineTuneFlags = SettingFlags & CheckpointFlags & Omit<FineTuneChoice, "set">;

/** `atelier fine-tune RUN[@STEP] --data FOLDER` */
export function fineTuneCommand(): Command {
  const command = new Command("fine-tune")
    .description("train a run's networks on with other pictures, as a new run; the parent is kept")
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .requiredOption("--data <folder>", "the new pictures: a folder, or the name of a data set")
    .option("--steps <n>", "steps to train", wholeNumber(1), 200)
    .option("--seed <n>", "random seed", wholeNumber(0), 1)
    .option("--checkpoint-every <n>", "steps between checkpoints; 50 by default", wholeNumber(1))
    .addOption(snapOption())
    .addOption(nameOption())
    .option("--out <folder>", "the run's own folder, new or empty")
    .action(async (text: string, { set: words, ...flags }: FineTuneFlags) => {
      const set = settingsFrom({ ...flags, set: words });
      const choice = { ...flags, ...checkpointsOf(flags), set };
      await follow((hooks) => lab.fineTune(findRunAtStep(text), { ...choice, ...hooks }));
    });
  return withSettings(command);
}

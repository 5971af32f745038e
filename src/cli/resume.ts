import { Command } from "commander";
import { settingsStay } from "../lab/resume.js";
import { lab } from "../lab.js";
import type { OnNan } from "../runs/run.js";
import { follow } from "./follow.js";
import {
  type CheckpointFlags,
  checkpointsOf,
  onNanOption,
  snapOption,
  stepsOrMore,
  wholeNumber,
} from "./options.js";
import { refusingSettings } from "./settings.js";

interface ResumeFlags extends CheckpointFlags {
  readonly steps?: number | `+${number}`;
  readonly data?: string;
  readonly memory?: string;
  readonly onNan?: OnNan;
}

async function goOn(name: string, { snap, ...flags }: ResumeFlags): Promise<void> {
  const { iteration, seed } = lab.open(name).options;
  const every = checkpointsOf({ ...flags, ...(snap === undefined ? {} : { snap }) });
  console.log(`${iteration.name} ${iteration.preset}, seed ${seed}`);
  await follow((hooks) => lab.resume(name, { ...flags, ...every, ...hooks }));
}

/** `atelier resume RUN` */
export function resumeCommand(): Command {
  const command = new Command("resume")
    .description("go on with a run at its newest checkpoint, as if it had never stopped")
    .argument("<run>", "its name or folder; `atelier list runs` shows them")
    .option(
      "--steps <n>",
      "steps at the end, or +n more; the run's own end unless said",
      stepsOrMore,
    )
    .option("--data <folder>", "go on with other pictures: a folder, or the name of a data set")
    .option("--checkpoint-every <n>", "steps between checkpoints from now on", wholeNumber(1))
    .addOption(snapOption())
    .addOption(onNanOption())
    .option("--memory <size>", "memory the run may use, such as 8G")
    .action(goOn);
  return refusingSettings(command, settingsStay);
}

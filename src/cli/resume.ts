import { Command } from "commander";
import { lab } from "../lab.js";
import type { OnNan } from "../runs/run.js";
import { follow } from "./follow.js";
import { onNanOption, stepsOrMore, wholeNumber } from "./options.js";

interface ResumeFlags {
  readonly steps?: number | `+${number}`;
  readonly data?: string;
  readonly memory?: string;
  readonly checkpointEvery?: number;
  readonly onNan?: OnNan;
}

async function goOn(name: string, flags: ResumeFlags): Promise<void> {
  const { iteration, seed } = lab.open(name).options;
  console.log(`${iteration.name} ${iteration.preset}, seed ${seed}`);
  await follow((hooks) => lab.resume(name, { ...flags, ...hooks }));
}

/** `atelier resume RUN` */
export function resumeCommand(): Command {
  return new Command("resume")
    .description("go on with a run at its newest checkpoint, as if it had never stopped")
    .argument("<run>", "its name or folder; `atelier list runs` shows them")
    .option(
      "--steps <n>",
      "steps at the end, or +n more; the run's own end unless said",
      stepsOrMore,
    )
    .option("--data <folder>", "go on with other pictures: a folder, or the name of a data set")
    .option("--checkpoint-every <n>", "steps between checkpoints from now on", wholeNumber(1))
    .addOption(onNanOption())
    .option("--memory <size>", "memory the run may use, such as 8G")
    .action(goOn);
}

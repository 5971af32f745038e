import { Command } from "commander";
import { describeCopyCheck } from "../diagnosis/copyCheck.js";
import { parseBytes } from "../engine/memory.js";
import { lab } from "../lab.js";
import type { Run } from "../runs/run.js";
import { planTraining } from "../runs/train/planTraining.js";
import { follow } from "./follow.js";
import {
  type CheckpointFlags,
  checkpointsOf,
  nameOption,
  snapOption,
  stepsOrMore,
  wholeNumber,
} from "./options.js";
import { type SettingFlags, settingsFrom, withSettings } from "./settings.js";
import { shortPath } from "./shortPath.js";

interface TrainFlags extends SettingFlags, CheckpointFlags {
  readonly name?: string;
  readonly size?: number;
  readonly minutes?: number;
  readonly steps?: number | `+${number}`;
  readonly seed?: number;
  readonly memory?: string;
  readonly fresh?: boolean;
  readonly dryRun?: boolean;
}

/** What a student wants to know after a training: causes, copies, where the pictures are. */
function printOutcome(run: Run): void {
  const { measures } = run;
  if (!measures) return;
  const causes = lab.diagnose(run);
  for (const { letter, cause, evidence, cures } of causes) {
    const cure = cures.map(({ field, value }) => `${field} to ${value}`).join("; ");
    console.log(`${letter}: ${cause}: ${evidence}${cure ? `; set ${cure}` : ""}`);
  }
  if (causes.length === 0) console.log("the signals name no cause of failure");
  console.log(describeCopyCheck(measures.copyCheck, measures.quality?.n));
  console.log(`pictures: ${shortPath(run.folder)}/grids`);
}

async function train(data: string, flags: TrainFlags): Promise<void> {
  const { size, minutes, steps, seed, memory, fresh, name, dryRun } = flags;
  const wishes = {
    set: settingsFrom(flags),
    ...(size === undefined ? {} : { size }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(steps === undefined ? {} : { steps }),
    ...(seed === undefined ? {} : { seed }),
    ...(fresh ? { fresh } : {}),
    ...(name === undefined ? {} : { name }),
  };
  if (dryRun) {
    const bytes = memory === undefined ? {} : { memoryBytes: parseBytes(memory) };
    for (const line of (await planTraining(data, { ...wishes, ...bytes })).lines) console.log(line);
    return;
  }
  const options = {
    ...wishes,
    ...checkpointsOf(flags),
    ...(memory === undefined ? {} : { memory }),
  };
  const run = await follow((hooks) => lab.train(data, { ...options, ...hooks }));
  printOutcome(run);
}

/** `atelier train FOLDER` */
export function trainCommand(): Command {
  const command = new Command("train")
    .description(
      "train on your own pictures: looks at them, says what it proposes, goes on by default",
    )
    .argument("<folder>", "pictures, in any tree; or the name of a data set")
    .option(
      "--size <px>",
      "256, 128, 64 or 32; proposed from the pictures unless said",
      wholeNumber(1),
    )
    .option(
      "--minutes <n>",
      "training time that there is from now on; 60 for a new run unless said",
      wholeNumber(1),
    )
    .option("--steps <n>", "steps in all, or +n more than are done", stepsOrMore)
    .option(
      "--seed <n>",
      "random seed: the earlier training of this seed goes on, else a new one begins",
      wholeNumber(0),
    )
    .option("--memory <size>", "memory the run may use, such as 8G")
    .option("--checkpoint-every <n>", "steps between checkpoints", wholeNumber(1))
    .addOption(snapOption())
    .addOption(nameOption())
    .option("--fresh", "begin anew where an earlier training would be gone on with")
    .option("--dry-run", "only look and propose, train nothing")
    .action(train);
  return withSettings(command);
}

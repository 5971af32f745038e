import { Command } from "commander";
import { parseBytes } from "../engine/memory.js";
import { lab } from "../lab.js";
import type { Run } from "../runs/run.js";
import { planTraining } from "../runs/train/planTraining.js";
import { follow } from "./follow.js";
import { stepsOrMore, wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface TrainFlags {
  readonly size?: number;
  readonly minutes: number;
  readonly steps?: number | `+${number}`;
  readonly seed: number;
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
  const { passed, nearestSample, nearReals } = measures.copyCheck;
  const near = `nearest of 64 samples ${nearestSample.toFixed(1)} grey levels from a training picture, near pictures ${nearReals.toFixed(1)} from each other`;
  console.log(`copy check ${passed ? "passed" : "FAILED"}: ${near}`);
  console.log(`pictures: ${shortPath(run.folder)}/grids`);
}

async function train(data: string, flags: TrainFlags): Promise<void> {
  const { dryRun, memory, steps, ...options } = flags;
  if (dryRun) {
    const inAll = typeof steps === "number" ? { steps } : {};
    const bytes = memory === undefined ? {} : { memoryBytes: parseBytes(memory) };
    const { lines } = await planTraining(data, { ...options, ...inAll, ...bytes });
    for (const line of lines) console.log(line);
    return;
  }
  const choice = {
    ...options,
    ...(memory === undefined ? {} : { memory }),
    ...(steps === undefined ? {} : { steps }),
  };
  const run = await follow((hooks) => lab.train(data, { ...choice, ...hooks }));
  printOutcome(run);
}

/** `atelier train FOLDER` */
export function trainCommand(): Command {
  return new Command("train")
    .description(
      "train on your own pictures: looks at them, says what it proposes, goes on by default",
    )
    .argument("<folder>", "pictures, in any tree; or the name of a data set")
    .option(
      "--size <px>",
      "256, 128, 64 or 32; proposed from the pictures unless said",
      wholeNumber(1),
    )
    .option("--minutes <n>", "training time that there is", wholeNumber(1), 60)
    .option("--steps <n>", "steps in all, or +n more than are done", stepsOrMore)
    .option("--seed <n>", "random seed", wholeNumber(0), 1)
    .option("--memory <size>", "memory the run may use, such as 8G")
    .option("--fresh", "begin anew where an earlier training would be gone on with")
    .option("--dry-run", "only look and propose, train nothing")
    .action(train);
}

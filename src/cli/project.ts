import { Command } from "commander";
import type { Projected, ProjectOptions } from "../art/project/project.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { followWork } from "./followWork.js";
import { weightsOption } from "./generatorOptions.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

function line({ name, verdict, ...far }: Projected): string {
  const training =
    far.nearestTraining === undefined
      ? ""
      : `, the nearest training picture ${far.nearestTraining.toFixed(1)}`;
  return `${name}: ${far.distance.toFixed(1)} grey levels off (a random picture ${far.random.toFixed(1)}, the nearest of 128 ${far.nearestRandom.toFixed(1)}${training}): ${verdict}`;
}

async function project(
  text: string,
  files: readonly string[],
  flags: ProjectOptions,
): Promise<void> {
  const { run, ...step } = findRunAtStep(text);
  const made = await followWork("steps", (watched) =>
    lab.project(run, files, { ...flags, ...step, ...watched, log: console.log }),
  );
  for (const each of made.projected) console.log(line(each));
  console.log(
    `a picture of its own is found to within ${made.control.toFixed(1)}: nearer the search does not come`,
  );
  const left = files.length - made.projected.length;
  console.log(
    `${made.state}${left > 0 ? `, ${left} pictures not begun` : ""}: sheet.png, projected.json in ${shortPath(made.folder)}`,
  );
}

/** `atelier project RUN[@STEP] PICTURE...` */
export function projectCommand(): Command {
  return new Command("project")
    .description("look for the latents whose pictures come nearest to given ones; says how near")
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .argument("<pictures...>", "JPEG, PNG, WebP or GIF files of any size")
    .option("--steps <n>", "steps of each search", wholeNumber(1), 500)
    .option("--searches <n>", "searches for each picture, from other starts", wholeNumber(1), 4)
    .option("--seed <n>", "random seed of the starts", wholeNumber(0), 1)
    .option("--data <folder>", "where the run's training pictures lie now")
    .addOption(weightsOption())
    .option("-o, --out <folder>", "folder for the files; the run's own projected/ unless said")
    .action(project);
}

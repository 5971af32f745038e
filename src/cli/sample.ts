import { Command } from "commander";
import type { SampleOptions } from "../art/sample.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { followWork } from "./followWork.js";
import { eachWhole, weightsOption, withTruncation } from "./generatorOptions.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

async function sample(text: string, flags: SampleOptions): Promise<void> {
  const { run, ...step } = findRunAtStep(text);
  const made = await followWork("pictures", (watched) =>
    lab.sample(run, { ...flags, ...step, ...watched }),
  );
  const { pictures, folder, source, files } = made;
  console.log(
    `${made.state}: ${pictures.count} pictures of ${pictures.width} px, step ${source.step}, ${source.weights} weights`,
  );
  console.log(`${files.at(-1)} in ${shortPath(folder)}`);
}

/** `atelier sample RUN[@STEP]` */
export function sampleCommand(): Command {
  const command = new Command("sample")
    .description(
      "draw pictures: a PNG each and a sheet, with the recipe in every file (see `atelier again`)",
    )
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .option("--seeds <n...>", "the latents' numbers, one picture each", eachWhole)
    .option("--count <n>", "in place of --seeds: so many pictures", wholeNumber(1))
    .option("--from <n>", "number of the first of them", wholeNumber(0))
    .option("--columns <n>", "pictures in a row of the sheet", wholeNumber(1))
    .addOption(weightsOption())
    .option("-o, --out <folder>", "folder for the files; the run's own samples/ unless said");
  return withTruncation(command).action(sample);
}

import { Command } from "commander";
import { pageOf } from "../covers/proveRun.js";
import { writeFile, writeJson } from "../files.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

interface ProveFlags {
  readonly out?: string;
  readonly samples: number;
  readonly data?: string;
  readonly seed?: number;
}

async function prove(text: string, { out, ...flags }: ProveFlags): Promise<void> {
  const { run, ...step } = findRunAtStep(text);
  const proven = await lab.prove(run, { ...flags, ...step, log: console.log });
  const page = out ?? `${run.folder}/proof.html`;
  await writeFile(page, pageOf(proven));
  await writeJson(`${page.replace(/\.html?$/i, "")}.json`, proven.proof);
  console.log(proven.proof.verdict.sentence);
  console.log(`kept in ${shortPath(page)}`);
}

/** `atelier prove RUN[@STEP]` */
export function proveCommand(): Command {
  return new Command("prove")
    .description(
      "prove whether a run's covers follow their genre, or attributes, with controls and one verdict",
    )
    .argument(
      "<run[@step]>",
      "a run that was told genres or attributes; its last checkpoint unless said",
    )
    .option("-o, --out <file>", "the page; proof.html in the run's folder unless said")
    .option("--samples <n>", "generated covers that are judged", wholeNumber(1), 1000)
    .option(
      "--seed <n>",
      "of latents, classifiers, permutations; the run's unless said",
      wholeNumber(0),
    )
    .option("--data <folder or table>", "where the covers of the run lie now, if they were moved")
    .action(prove);
}

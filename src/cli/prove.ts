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

async function prove(texts: readonly string[], { out, ...flags }: ProveFlags): Promise<void> {
  const asked = texts.map(findRunAtStep);
  const [{ run, ...step }] = asked as [(typeof asked)[number]];
  const options = { ...flags, log: console.log };
  const proven = await (asked.length > 1
    ? lab.prove(asked, options)
    : lab.prove(run, { ...options, ...step }));
  const page = out ?? `${run.folder}/proof.html`;
  await writeFile(page, pageOf(proven));
  await writeJson(`${page.replace(/\.html?$/i, "")}.json`, proven.proof);
  console.log(proven.proof.verdict.sentence);
  console.log(`kept in ${shortPath(page)}`);
}

/** `atelier prove RUN[@STEP] ...` */
export function proveCommand(): Command {
  return new Command("prove")
    .description(
      "prove whether a run's covers follow their genre, or attributes, with controls and one verdict",
    )
    .argument(
      "<runs[@step]...>",
      "a run that was told genres or attributes; or several, each of one genre's folder (covers64 --preset unlabelled)",
    )
    .option("-o, --out <file>", "the page; proof.html in the (first) run's folder unless said")
    .option("--samples <n>", "generated covers that are judged", wholeNumber(1), 1000)
    .option(
      "--seed <n>",
      "of latents, classifiers, permutations; the run's unless said",
      wholeNumber(0),
    )
    .option("--data <folder or table>", "where the covers lie now, if they were moved")
    .action(prove);
}

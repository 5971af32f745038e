import { join } from "node:path";
import { Command } from "commander";
import { writeFile } from "../files.js";
import { lab } from "../lab.js";
import { projectRoot, stateFolder } from "../project.js";
import { plan } from "../runs/blindTest/blindTest.js";
import { blindTestPage } from "../runs/blindTest/blindTestPage.js";
import { confusionRows, score } from "../runs/blindTest/confusion.js";
import { textTable } from "../show/table.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";
import { withStop } from "./stopSignal.js";

interface Flags {
  readonly seeds: number;
  readonly from: number;
  readonly out: string;
  readonly docs: string;
  readonly kept?: boolean;
}

async function test({ seeds, from, out, docs, kept = false }: Flags): Promise<void> {
  const onStop = () => console.log("stopping; the same command goes on from here");
  const cases = await withStop(onStop, (signal) =>
    lab.blindTest({ folder: out, seeds, from, kept, signal, log: console.log }),
  );
  const { seeded, effective, named, controls, alarms } = score(cases);
  const share = effective > 0 ? ((100 * named) / effective).toFixed(1) : "-";
  console.log(`\n${textTable(confusionRows(cases))}`);
  console.log(
    `\n${seeded} faults put in, ${effective} with an effect, the cause named in ${named} of those (${share} %); ${alarms} alarms on ${controls} healthy runs`,
  );
  const page = join(docs, "README.md");
  await writeFile(page, blindTestPage(cases, plan(seeds, from).length));
  console.log(`written: ${shortPath(page)}`);
}

/** `atelier blindtest` */
export function blindTestCommand(): Command {
  return new Command("blindtest")
    .description("put one fault at a time into healthy games and see whether diagnose names it")
    .option("--seeds <n>", "seeds of each game", wholeNumber(1), 3)
    .option("--from <n>", "the first seed; the rules were made on 1 to 12", wholeNumber(0), 13)
    .option("-o, --out <folder>", "where its runs are kept", join(stateFolder(), "blindtest"))
    .option(
      "--docs <folder>",
      "where the page of results goes",
      join(projectRoot(), "docs", "evidence", "diagnosis"),
    )
    .option("--kept", "only count the runs that are there, train none")
    .action(test);
}

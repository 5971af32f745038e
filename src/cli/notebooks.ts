import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { ConfigError, expected } from "../errors.js";
import { ensureFolder, withTemporaryFolder } from "../files.js";
import { cleaned } from "../kernel/cleanNotebook.js";
import { cellText, hasTag, readNotebook, writeNotebook } from "../kernel/notebookFile.js";
import { type NotebookResult, runNotebook } from "../kernel/runNotebook.js";
import { projectRoot } from "../project.js";
import { wholeNumber } from "./options.js";
import { type PublishFlags, printWithheld, publishingOf, withPublish } from "./publishFlags.js";
import { publishedNotebook } from "./publishNotebook.js";
import { withStop } from "./stopSignal.js";

/** Largest notebook that is committed. */
const mostBytes = 3e6;

const notebooksFolder = () => join(projectRoot(), "notebooks");

interface NotebooksFlags extends PublishFlags {
  readonly steps?: number;
  readonly output?: string;
}

/** The project's notebooks whose names have one of the words in them. @throws ConfigError for a word of none. */
export function findNotebooks(words: readonly string[], folder: string): readonly string[] {
  const all = readdirSync(folder).filter((name) => /^\d.*(?<!\.out)\.ipynb$/.test(name));
  const names = all.map((name) => name.replace(/\.ipynb$/, "")).sort();
  for (const word of words) {
    if (!names.some((name) => name.includes(word)))
      throw new ConfigError(expected("notebooks", `a part of one of ${names.join(", ")}`, word));
  }
  return names.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
}

/** Steps for the notebooks that have a parameter of that name. */
function parametersFor(path: string, steps: number | undefined) {
  const home = readNotebook(path).cells.find((cell) => hasTag(cell, "parameters"));
  const takesSteps = home !== undefined && /\bsteps\b/.test(cellText(home));
  return steps !== undefined && takesSteps ? { steps } : {};
}

/** Puts the outputs of a run into the committed notebook. @throws ConfigError for one that is too large. */
async function publish(name: string, result: NotebookResult, flags: PublishFlags): Promise<void> {
  const publishing = publishingOf(flags);
  if (!publishing) return;
  const notebook = cleaned(await publishedNotebook(result.output, publishing));
  const bytes = JSON.stringify(notebook).length;
  if (bytes > mostBytes)
    throw new ConfigError(expected(`${name}: outputs`, `at most ${mostBytes} bytes`, bytes));
  await writeNotebook(join(notebooksFolder(), `${name}.ipynb`), notebook);
  printWithheld(publishing);
}

/** A line for a notebook that ended: its cells and time, or the cell that failed and why. */
export function lineOf(name: string, { failure, done, cells, seconds }: NotebookResult): string {
  const time = `${seconds.toFixed(1)} s`;
  if (!failure) return `${name}: good, ${done} cells in ${time}`;
  return `${name}, cell ${failure.cell} of ${cells}: ${failure.name}: ${failure.message} (after ${time})`;
}

/** Runs the notebooks one after another into a folder; one that fails does not end it. */
async function runEach(names: readonly string[], out: string, flags: NotebooksFlags) {
  const failed: string[] = [];
  let seconds = 0;
  await withStop(
    () => console.log("stopping the running notebook"),
    async (signal) => {
      for (const name of names) {
        if (signal.aborted) break;
        const input = join(notebooksFolder(), `${name}.ipynb`);
        const result = await runNotebook(input, {
          output: join(out, `${name}.ipynb`),
          parameters: parametersFor(input, flags.steps),
          log: () => {},
          signal,
        });
        console.log(lineOf(name, result));
        seconds += result.seconds;
        if (result.failure) failed.push(`${name}, cell ${result.failure.cell}`);
        else await publish(name, result, flags);
      }
    },
  );
  return { seconds, failed };
}

async function runAll(words: readonly string[], flags: NotebooksFlags): Promise<void> {
  const names = findNotebooks(words, notebooksFolder());
  const { seconds, failed } = flags.output
    ? await runEach(names, ensureFolder(flags.output), flags)
    : await withTemporaryFolder((out) => runEach(names, out, flags));
  console.log(`${names.length} notebooks in ${seconds.toFixed(0)} s, ${failed.length} failed`);
  if (failed.length === 0) return;
  console.error(`atelier: failed: ${failed.join("; ")}`);
  process.exitCode = 1;
}

/** `atelier notebooks [WORD...]` */
export function notebooksCommand(): Command {
  const command = new Command("notebooks")
    .description("run the project's notebooks on the lab's kernel, one after another")
    .argument("[words...]", "parts of names, such as 02 kerasGAN; all unless said")
    .option("--steps <n>", "steps of every training; each preset's own unless said", wholeNumber(1))
    .option("-o, --output <folder>", "keep the executed notebooks there");
  return withPublish(command).action(runAll);
}

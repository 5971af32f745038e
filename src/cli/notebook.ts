import { Command, InvalidArgumentError } from "commander";
import { writeNotebook } from "../kernel/notebookFile.js";
import { runNotebook } from "../kernel/runNotebook.js";
import { wholeNumber } from "./options.js";
import { type PublishFlags, printWithheld, publishingOf, withPublish } from "./publishFlags.js";
import { publishedNotebook } from "./publishNotebook.js";
import { shortPath } from "./shortPath.js";
import { withStop } from "./stopSignal.js";

/** `-p name value ...`: commander hands every word over; two make a parameter. */
function parametersOf(words: readonly string[]): Readonly<Record<string, string>> {
  if (words.length % 2 !== 0) {
    throw new InvalidArgumentError(`-p: expected a name and a value, got "${words.join(" ")}"`);
  }
  const pairs = words.flatMap((word, index) =>
    index % 2 === 0 ? [[word, words[index + 1] ?? ""]] : [],
  );
  return Object.fromEntries(pairs);
}

interface NotebookFlags extends PublishFlags {
  readonly output?: string;
  readonly parameter: readonly string[];
  readonly timeout?: number;
}

async function execute(input: string, flags: NotebookFlags): Promise<void> {
  await withStop(
    () => console.log("stopping the running cell"),
    async (signal) => {
      const result = await runNotebook(input, {
        parameters: parametersOf(flags.parameter),
        log: console.log,
        signal,
        ...(flags.output === undefined ? {} : { output: flags.output }),
        ...(flags.timeout === undefined ? {} : { timeoutSeconds: flags.timeout }),
      });
      const publishing = publishingOf(flags);
      if (publishing)
        await writeNotebook(result.output, await publishedNotebook(result.output, publishing));
      printWithheld(publishing);
      const { failure, done, cells, seconds } = result;
      const output = shortPath(result.output);
      if (failure) {
        console.error(failure.traceback.join("\n"));
        console.error(
          `atelier: ${input}, cell ${failure.cell}: ${failure.name}: ${failure.message} (kept in ${output})`,
        );
        process.exitCode = 1;
      } else {
        console.log(`${done} of ${cells} cells in ${seconds.toFixed(1)} s, kept in ${output}`);
      }
    },
  );
}

/** `atelier notebook IN -o OUT` */
export function notebookCommand(): Command {
  const command = new Command("notebook")
    .description("run a notebook from top to bottom on the lab's kernel")
    .argument("<input>", "the notebook")
    .option("-o, --output <file>", "where the executed notebook goes; <name>.out.ipynb unless said")
    .option(
      "-p, --parameter <name value...>",
      "set a parameter of the cell tagged `parameters`; may be repeated",
      [],
    )
    .option("--timeout <s>", "longest time for one cell, in seconds", wholeNumber(1));
  return withPublish(command).action(execute);
}

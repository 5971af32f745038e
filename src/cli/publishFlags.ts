import type { Command } from "commander";
import { Publishing } from "../runs/publish/publishing.js";

/** What a command that can publish is given. */
export interface PublishFlags {
  readonly publish?: boolean;
  readonly data?: readonly string[];
}

/** Adds `--publish` and `--data` to a command. */
export function withPublish(command: Command): Command {
  return command
    .option(
      "--publish",
      "for other eyes: training pictures become placeholders, samples too near to one are withheld",
    )
    .option("--data <folder...>", "with --publish: the training pictures, if they were your own");
}

/** The publishing that was asked for, if it was. */
export function publishingOf(flags: PublishFlags): Publishing | undefined {
  const { publish, data } = flags;
  return publish ? new Publishing(data === undefined ? {} : { data }) : undefined;
}

/** Prints what was kept back. */
export function printWithheld(publishing: Publishing | undefined): void {
  for (const line of publishing?.sentences() ?? []) console.log(line);
}

import { resolve } from "node:path";
import { Command } from "commander";
import { formatBytes } from "../engine/memory.js";
import { writeFile } from "../files.js";
import { lab } from "../lab.js";
import { compareRuns } from "../runs/board/readBoard.js";
import { publishBoard } from "../runs/publish/publishBoard.js";
import { boardPage } from "../show/board/boardPage.js";
import { type PublishFlags, printWithheld, publishingOf, withPublish } from "./publishFlags.js";
import { shortPath } from "./shortPath.js";

async function compare(
  names: readonly string[],
  flags: PublishFlags & { readonly out: string },
): Promise<void> {
  const publishing = publishingOf(flags);
  const board = await compareRuns(names.map(lab.open));
  const page = await boardPage(publishing ? await publishBoard(board, publishing) : board);
  const file = resolve(flags.out);
  await writeFile(file, page);
  printWithheld(publishing);
  console.log(`${shortPath(file)}: ${formatBytes(Buffer.byteLength(page))}`);
}

/** `atelier compare RUN RUN ...` */
export function compareCommand(): Command {
  const command = new Command("compare")
    .description("put 2 to 20 runs on one board: a page that needs no network")
    .argument("<runs...>", "names or folders; `atelier list runs` shows them")
    .option("-o, --out <file>", "the HTML file", "board.html");
  return withPublish(command).action(compare);
}

import { resolve } from "node:path";
import { Command } from "commander";
import { formatBytes } from "../engine/memory.js";
import { writeFile } from "../files.js";
import { lab } from "../lab.js";
import { compareRuns } from "../runs/board/readBoard.js";
import { boardPage } from "../show/board/boardPage.js";
import { shortPath } from "./shortPath.js";

async function compare(names: readonly string[], flags: { readonly out: string }): Promise<void> {
  const page = await boardPage(await compareRuns(names.map(lab.open)));
  const file = resolve(flags.out);
  await writeFile(file, page);
  console.log(`${shortPath(file)}: ${formatBytes(Buffer.byteLength(page))}`);
}

/** `atelier compare RUN RUN ...` */
export function compareCommand(): Command {
  return new Command("compare")
    .description("put 2 to 20 runs on one board: a page that needs no network")
    .argument("<runs...>", "names or folders; `atelier list runs` shows them")
    .option("-o, --out <file>", "the HTML file", "board.html")
    .action(compare);
}

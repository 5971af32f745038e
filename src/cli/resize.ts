import { Command, Option } from "commander";
import type { ResizeResult } from "../data/resizer/resizeFolder.js";
import {
  duplicateRules,
  outputFormats,
  type ResizeOptions,
  type ResizeProgress,
  resizeModes,
} from "../data/resizer/resizeOptions.js";
import { lab } from "../lab.js";
import { wholeNumber } from "./options.js";
import { clock, countBar } from "./progressBar.js";
import { shortPath } from "./shortPath.js";
import { withStop } from "./stopSignal.js";

/** Pairs and files that are named one by one; the rest is counted and in `resized.json`. */
const NAMED = 20;

function line({ done, total, refused, seconds }: ResizeProgress): string {
  const left = clock((seconds / done) * (total - done));
  const rate = (done / Math.max(seconds, 1e-3)).toFixed(0);
  return `${done} of ${total} files, ${left} left, ${rate} files/s, ${refused} refused`;
}

function printSome(lines: readonly string[]): void {
  for (const each of lines.slice(0, NAMED)) console.log(`  ${each}`);
  if (lines.length > NAMED) console.log(`  and ${lines.length - NAMED} more, in resized.json`);
}

function report(result: ResizeResult, out: string): void {
  const { pictures, refused, duplicates, nearDuplicates, dropped, choices, seconds } = result;
  const enlarged = pictures.filter((picture) => picture.enlarged).length;
  console.log(
    `${result.state}: ${pictures.length} pictures of ${choices.x} x ${choices.y} px (${choices.mode}) in ${shortPath(out)}, ${seconds} s`,
  );
  if (enlarged > 0) console.log(`${enlarged} were smaller and had to be enlarged`);
  if (refused.length > 0) console.log(`${refused.length} files refused:`);
  printSome(refused.map(({ file, reason }) => `${file}: ${reason}`));
  console.log(
    `${duplicates.length} duplicates by their bytes, ${nearDuplicates.length} near-duplicates by their looks, ${dropped} dropped`,
  );
  printSome(nearDuplicates.map(({ source, of }) => `${source} looks like ${of}`));
}

async function resize(flags: ResizeOptions): Promise<void> {
  let bar: ReturnType<typeof countBar> | undefined;
  const onStop = () => {
    bar?.stop();
    console.log("stopping after the pictures at hand (Ctrl-C again: at once)");
  };
  const onProgress = (progress: ResizeProgress) => {
    bar ??= countBar(progress.total);
    bar.update(progress.done, line(progress), progress.seconds);
  };
  const result = await withStop(onStop, (signal) =>
    lab.resize({ ...flags, signal, onProgress }),
  ).finally(() => bar?.stop());
  report(result, flags.o);
}

const choice = (flags: string, about: string, choices: readonly string[]) =>
  new Option(flags, about).choices(choices);

/** `atelier resize -d IN -x 256 -y 256 -o OUT` */
export function resizeCommand(): Command {
  return new Command("resize")
    .description("bring a folder of pictures to one size, in a folder of its own")
    .requiredOption("-d <folder>", "the pictures, in any tree; nothing there is touched")
    .requiredOption("-x <px>", "width of the new pictures", wholeNumber(1))
    .requiredOption("-y <px>", "height of the new pictures", wholeNumber(1))
    .requiredOption("-o <folder>", "folder for the new pictures, new or empty")
    .addOption(
      choice(
        "--mode <mode>",
        "squash both sides, cut the centre, cut at random",
        resizeModes,
      ).default("centre"),
    )
    .option("--seed <n>", "random seed of --mode random", wholeNumber(0), 1)
    .addOption(choice("--format <format>", "of the new files", outputFormats).default("jpeg"))
    .addOption(
      choice(
        "--duplicates <rule>",
        "keep pictures that are there more than once, drop the same bytes, or look-alikes too",
        duplicateRules,
      ).default("keep"),
    )
    .option(
      "--force",
      "write into a folder that holds something; files of the same name are replaced",
    )
    .action(resize);
}

import { Command, InvalidArgumentError, Option } from "commander";
import { type BlendOptions, statisticsKinds } from "../art/blend/blend.js";
import type { SweepOptions } from "../art/blend/sweep.js";
import { filmFormats } from "../art/writeFilm.js";
import { ConfigError, expected } from "../errors.js";
import { lab } from "../lab.js";
import { findRunAtStep, type RunAtStep } from "../runs/runAtStep.js";
import { textTable } from "../show/table.js";
import { followWork } from "./followWork.js";
import { eachWhole, weightsOption } from "./generatorOptions.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";

/** A number from 0 to 1. */
function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("expected a number from 0 to 1");
}

const eachShare = (text: string, before: readonly number[] = []) => [...before, share(text)];

/** `atelier blend RUN RUN --split 16 --as NAME` */
export function blendCommand(): Command {
  return new Command("blend")
    .description("make a run of several generators of the same shapes: a split, a mix or a soup")
    .argument("<runs[@step]...>", "two runs, for a soup two or more, or steps of one")
    .requiredOption("--as <name>", "the new run's name: blended/NAME")
    .option(
      "--split <px>",
      "stages up to so many px of the first, the rest of the second",
      wholeNumber(0),
    )
    .option("--mix <share>", "the second's share at every stage, 0 to 1", share)
    .option("--stages <share...>", "its share at each stage, from the coarsest", eachShare)
    .option("--soup", "the mean of all")
    .addOption(
      new Option(
        "--statistics <kind>",
        "of the norms: kept with their layers, or recomputed from 1,000 latents, as after any mix unless said",
      ).choices(statisticsKinds),
    )
    .addOption(weightsOption())
    .action(async (names: readonly string[], flags: BlendOptions) => {
      const run = await lab.blend(names.map(findRunAtStep), flags);
      console.log(`kept in ${shortPath(run.folder)}`);
    });
}

const two = (value: number) => value.toFixed(2);

/** `atelier sweep RUN RUN` */
export function sweepCommand(): Command {
  return new Command("sweep")
    .description("film the way from one generator to another, with a table of all splits")
    .argument("<runs[@step]...>", "two runs of the same shapes")
    .option("--seeds <n...>", "numbers of the latents shown; 1 to 9 unless said", eachWhole)
    .option("--frames <n>", "frames from the first to the second", wholeNumber(2), 60)
    .option("--fps <n>", "frames a second", wholeNumber(1), 30)
    .addOption(weightsOption())
    .addOption(
      new Option("--formats <format...>", "numbered frames, WebP, GIF, MP4").choices(filmFormats),
    )
    .option("-o, --out <folder>", "a new or empty folder; in checkpoints/sweeps/ unless said")
    .action(async (names: readonly string[], flags: SweepOptions) => {
      if (names.length !== 2) throw new ConfigError(expected("runs of a sweep", "2", names.length));
      const runs = names.map(findRunAtStep) as [RunAtStep, RunAtStep];
      const made = await followWork("frames", (watched) =>
        lab.sweep(runs, { ...flags, ...watched, log: console.log }),
      );
      const { measures, folder, files, frames } = made;
      console.log(
        textTable(
          measures.splits.map(({ split, ...each }) => ({
            "split at px": split,
            "8 x 8 like the first": two(each.coarseFirst),
            "like the second": two(each.coarseSecond),
            "fine detail / first's": two(each.fineFirst),
            "/ second's": two(each.fineSecond),
          })),
        ),
      );
      const { first, second, recomputed, kept } = measures.saturation;
      console.log(
        `largest step ${two(measures.largestStep.shown)} times the mean; saturated at 0.5: ${two(recomputed)}, with kept statistics ${two(kept)} (parents ${two(first)}, ${two(second)})`,
      );
      console.log(`${frames} frames: ${files.join(", ")} in ${shortPath(folder)}`);
    });
}

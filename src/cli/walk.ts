import { Command, Option } from "commander";
import type { PairMeasures } from "../art/pair/pair.js";
import { type Layout, layouts } from "../art/pair/pairFilm.js";
import { pairVerdict } from "../art/pair/pairVerdict.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { followWork } from "./followWork.js";
import { shortPath } from "./shortPath.js";
import { pathFlags, type WalkFlags, withWalk } from "./walkOptions.js";

/** `atelier walk RUN[@STEP] --keys 1 2 3` */
export function walkCommand(): Command {
  const command = new Command("walk")
    .description(
      "film the way through latents: numbered frames, WebP, MP4 where ffmpeg is; GIF if asked",
    )
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .option("-o, --out <folder>", "a new or empty folder; in the run's own walks/ unless said");
  return withWalk(command).action(async (text: string, flags: WalkFlags) => {
    const { run, ...step } = findRunAtStep(text);
    const made = await followWork("frames", (watched) =>
      lab.walk(run, { ...pathFlags(flags), ...step, ...watched, log: console.log }),
    );
    console.log(`${made.frames} frames: ${made.files.join(", ")} in ${shortPath(made.folder)}`);
  });
}

const two = (value: number) => value.toFixed(2);

function print(measures: PairMeasures): void {
  const { pair, control, identity, first, second, linear } = measures;
  console.log(
    `rhythm ${two(pair.rhythm)} (other path ${two(control.rhythm)}), place ${two(pair.place)} (other path ${two(control.place)}), a model with itself ${two(identity.rhythm)}`,
  );
  console.log(
    `loop closes in ${two(first.closure)} and ${two(second.closure)} median steps; unevenness ${two(first.unevenness)} and ${two(second.unevenness)} (straight lines ${linear.map(two).join(" and ")})`,
  );
  console.log(pairVerdict(measures));
}

interface PairFlags extends WalkFlags {
  readonly layout: Layout;
}

/** `atelier pair RUN RUN --keys 1 2 3` */
export function pairCommand(): Command {
  const command = new Command("pair")
    .description("film two or more runs on one path of latents, and measure if they move alike")
    .argument("<runs[@step]...>", "runs whose latents have one size")
    .addOption(new Option("--layout <layout>", "in one picture").choices(layouts).default("beside"))
    .option("-o, --out <folder>", "a new or empty folder; in checkpoints/pairs/ unless said");
  return withWalk(command).action(async (names: readonly string[], flags: PairFlags) => {
    const made = await followWork("frames", (watched) =>
      lab.pair(names.map(findRunAtStep), {
        ...pathFlags(flags),
        layout: flags.layout,
        ...watched,
        log: console.log,
      }),
    );
    print(made.measures);
    console.log(`${made.frames} frames: ${made.files.join(", ")} in ${shortPath(made.folder)}`);
  });
}

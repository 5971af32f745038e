import { type Command, Option } from "commander";
import { easings, pathMethods } from "../art/walk/path.js";
import { enlargements } from "../art/walk/walkFilm.js";
import { filmFormats } from "../art/writeFilm.js";
import { eachWhole, positive, weightsOption, withTruncation } from "./generatorOptions.js";
import { wholeNumber } from "./options.js";

/** What a command line says of a film on a path. */
export interface WalkFlags {
  readonly seconds?: number;
  readonly fps: number;
  readonly keys?: readonly number[];
  readonly path?: string;
  readonly loop: boolean;
  readonly framesPerKey?: number;
  readonly out?: string;
}

const choice = (flags: string, about: string, choices: readonly string[]) =>
  new Option(flags, about).choices(choices);

/** The options of a path, of a film's size and of its files. */
export function withWalk(command: Command): Command {
  return withTruncation(command)
    .option("--keys <n...>", "numbers of the latents on the way; 1 2 3 4 unless said", eachWhole)
    .option("--path <file>", "in place of keys: a path.json of another walk")
    .addOption(
      choice("--method <method>", "the way from key to key; slerp unless said", pathMethods),
    )
    .addOption(choice("--easing <easing>", "soft is slow at the keys; even unless said", easings))
    .option("--no-loop", "end at the last key; else the way leads back to the first")
    .option("--frames-per-key <n>", "frames from key to key; 60 unless said", wholeNumber(1))
    .option("--seconds <s>", "in place of it: how long the film is", positive)
    .option("--fps <n>", "frames a second", wholeNumber(1), 30)
    .option("--width <px>", "of the film; the network's own size unless said", wholeNumber(1))
    .option("--height <px>", "of the film; as wide unless said", wholeNumber(1))
    .addOption(
      choice("--enlarge <how>", "drawn that large on a grid of latents, or enlarged by", [
        "canvas",
        ...enlargements,
      ]),
    )
    .addOption(weightsOption())
    .addOption(choice("--formats <format...>", "numbered frames, WebP, GIF, MP4", filmFormats));
}

/** Frames from key to key that make a film so long. */
export function pathFlags({ seconds, fps, keys, loop, ...flags }: WalkFlags) {
  const legs = Math.max(1, (keys?.length ?? 4) - (loop ? 0 : 1));
  const framesPerKey =
    seconds === undefined ? flags.framesPerKey : Math.max(1, Math.round((seconds * fps) / legs));
  return {
    ...flags,
    fps,
    loop,
    ...(keys ? { keys } : {}),
    ...(framesPerKey === undefined ? {} : { framesPerKey }),
  };
}

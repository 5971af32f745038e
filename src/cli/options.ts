import { InvalidArgumentError, Option } from "commander";

/** Parser of a whole number of at least `least`, for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`expected a whole number of at least ${least}`);
    }
    return value;
  };
}

/** `2000` steps in all, or `+2000` more. */
export function stepsOrMore(text: string): number | `+${number}` {
  const value = wholeNumber(1)(text.replace(/^\+/, ""));
  return text.startsWith("+") ? `+${value}` : value;
}

/** `--on-nan stop|rollback` */
export function onNanOption(): Option {
  const about =
    "when a loss or weight is not finite: stop, or go back and halve the learning rates";
  return new Option("--on-nan <what>", about).choices(["stop", "rollback"]);
}

/** `--snap N`, as StyleGAN's trainers call it. */
export function snapOption(): Option {
  return new Option("--snap <n>", "the same as --checkpoint-every")
    .argParser(wholeNumber(1))
    .conflicts("checkpointEvery");
}

/** Steps between checkpoints, by whichever name they were given. */
export function checkpointsOf({ checkpointEvery, snap }: CheckpointFlags) {
  const every = checkpointEvery ?? snap;
  return every === undefined ? {} : { checkpointEvery: every };
}

/** Flags of `--checkpoint-every` and `--snap`. */
export interface CheckpointFlags {
  readonly checkpointEvery?: number;
  readonly snap?: number;
}

/** `--name NAME`: the run's folder. */
export function nameOption(): Option {
  return new Option("--name <name>", "name of the run's folder below checkpoints/<iteration>/");
}

/** `--switch NAME=VALUE`, which may be repeated. */
export function switchOption(): Option {
  return new Option(
    "--switch <name=value>",
    "set one of the scripts' defects, such as raw255Input=off; may be repeated, `atelier list switches` shows them",
  )
    .argParser((word: string, words: readonly string[]) => [...words, word])
    .default([], "none");
}

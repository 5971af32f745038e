import { type Command, Option } from "commander";
import { ConfigError, expected } from "../errors.js";
import type { Changes } from "../iterations/derive.js";
import {
  type Assignment,
  changesOf,
  parseAssignment,
  shortAssignment,
} from "../iterations/settings/parse.js";

/** Settings as they were typed. */
export interface SettingFlags {
  readonly set: readonly string[];
  readonly batch?: string;
  readonly lr?: string;
  readonly glr?: string;
  readonly dlr?: string;
  readonly gamma?: string;
  readonly mirror?: string;
  readonly augment?: string;
}

/** Short names and the fields they set, the more special ones later. */
const shorts = {
  batch: ["training.batchSize"],
  lr: ["generator.learningRate", "discriminator.learningRate"],
  glr: ["generator.learningRate"],
  dlr: ["discriminator.learningRate"],
  gamma: ["training.r1Gamma"],
  mirror: ["data.flip"],
} as const;

const options = [
  new Option(
    "--set <section.field=value>",
    "set any field of the iteration; may be repeated, lists as [160,40]; `atelier list settings` shows them",
  )
    .argParser((word: string, words: readonly string[]) => [...words, word])
    .default([], "none"),
  new Option("--batch <n>", "pictures a step (training.batchSize)"),
  new Option("--lr <rate>", "learning rate of both networks"),
  new Option("--glr <rate>", "the generator's learning rate"),
  new Option("--dlr <rate>", "the discriminator's learning rate"),
  new Option("--gamma <weight>", "weight of the R1 penalty (training.r1Gamma); 0: off"),
  new Option("--mirror <on|off>", "mirror pictures at random (data.flip)"),
  new Option(
    "--augment <parts>",
    "DiffAugment (training.diffAugment): none, or some of color,translation,cutout",
  ),
];

/** Gives a command the options that set fields of its iteration. */
export function withSettings(command: Command): Command {
  for (const option of options) command.addOption(option);
  return command;
}

/** `none` or `color,cutout`, as a list of the field's values. */
function augmentation(text: string): Assignment {
  const parts = text === "none" || text === "" ? "" : text.replace(/\bcolor\b/g, "colour");
  return shortAssignment("--augment", "training.diffAugment", `[${parts}]`);
}

/** The fields that a command line sets; `--set` wins over short names. @throws ConfigError that says what is allowed. */
export function settingsFrom(flags: SettingFlags): Changes {
  const named = Object.entries(shorts).flatMap(([name, paths]) => {
    const text = flags[name as keyof typeof shorts];
    return text === undefined ? [] : paths.map((path) => shortAssignment(`--${name}`, path, text));
  });
  const augment = flags.augment === undefined ? [] : [augmentation(flags.augment)];
  return changesOf([...named, ...augment, ...flags.set.map(parseAssignment)]);
}

/** Gives a command the same options, hidden: it refuses them with what is `wanted` in their place. */
export function refusingSettings(command: Command, wanted: string): Command {
  for (const { flags, long } of options) {
    const refused = new Option(flags).hideHelp().argParser((text: string) => {
      throw new ConfigError(expected(`${command.name()} ${long}`, wanted, text));
    });
    command.addOption(refused);
  }
  return command;
}

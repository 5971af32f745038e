import type { GenerateOptions } from "../art/generate.js";
import { ConfigError, expected, unknownName } from "../errors.js";

/** The options of dcgan.torch's and art-DCGAN's `generate.lua`, with their own defaults. */
const defaults = {
  batchSize: "32",
  noisetype: "normal",
  net: "",
  imsize: "1",
  noisemode: "random",
  name: "generation1",
  gpu: "1",
  display: "1",
  display_id: "10",
  nz: "100",
  ngf: "",
} as const;

type TorchName = keyof typeof defaults;
const names = Object.keys(defaults) as readonly TorchName[];

/** What a Torch command line asks for. */
export interface TorchChoice {
  readonly net: string;
  /** File without its ending. */
  readonly name: string;
  readonly options: GenerateOptions;
}

function count(name: TorchName, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new ConfigError(expected(name, "a whole number of at least 1", text));
}

/** `net=RUN imsize=10`, one by one. @throws ConfigError for a word that is no such option. */
function parseWords(words: readonly string[]): Partial<Record<TorchName, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const [, name = "", value = ""] = /^-{0,2}(\w+)=(.*)$/.exec(word) ?? [];
      if (!name) throw new ConfigError(expected("generate", "RUN, or words such as net=RUN", word));
      if (!names.includes(name as TorchName)) throw unknownName("Torch option", names, name);
      return [name, value];
    }),
  );
}

/**
 * Reads a command line of Barrat's or dcgan.torch's: options as words, or, as the scripts had it, as
 * environment variables before the command. Windows and GPUs are left to the lab.
 * @returns undefined where there is no such command line.
 */
export function torchChoice(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): TorchChoice | undefined {
  const given = parseWords(words);
  const before = names.flatMap((name) =>
    environment.net && environment[name] !== undefined ? [[name, environment[name]]] : [],
  );
  const all = { ...defaults, ...Object.fromEntries(before), ...given };
  if (!all.net) {
    if (words.length === 0) return undefined;
    throw new ConfigError(expected("net", "a run, or RUN@step", "none"));
  }
  const mode = all.noisemode as NonNullable<GenerateOptions["mode"]>;
  const imsize = count("imsize", all.imsize);
  const options: GenerateOptions = {
    count: count("batchSize", all.batchSize),
    columns: imsize,
    rows: mode === "linefull1d" ? 1 : imsize,
    mode,
    noise: all.noisetype as NonNullable<GenerateOptions["noise"]>,
  };
  return { net: all.net, name: all.name, options };
}

import { Command, Option } from "commander";
import { normKinds } from "../art/canvas/canvas.js";
import { lineModes, linePaths, noiseKinds } from "../art/canvas/latentField.js";
import type { GenerateOptions } from "../art/generate.js";
import { parseBytes } from "../engine/memory.js";
import { ConfigError, expected } from "../errors.js";
import { lab } from "../lab.js";
import { findRunAtStep } from "../runs/runAtStep.js";
import { eachWhole, weightsOption, withTruncation } from "./generatorOptions.js";
import { wholeNumber } from "./options.js";
import { shortPath } from "./shortPath.js";
import { torchChoice } from "./torchWords.js";

interface GenerateFlags extends Omit<GenerateOptions, "memoryBytes"> {
  readonly imsize?: number;
  readonly memory?: string;
}

function chosen(words: readonly string[], flags: GenerateFlags) {
  const { imsize, memory, ...options } = flags;
  const bytes = memory === undefined ? {} : { memoryBytes: parseBytes(memory) };
  const square = imsize === undefined ? {} : { columns: imsize };
  const [first, ...others] = words;
  if (first !== undefined && !first.includes("=")) {
    if (others[0] !== undefined) throw new ConfigError(expected("generate", "one run", others[0]));
    return { text: first, options: { ...square, ...options, ...bytes } };
  }
  const torch = torchChoice(words, process.env);
  if (!torch) throw new ConfigError(expected("generate", "RUN, or words such as net=RUN", "none"));
  const out = `${torch.name}.png`;
  return { text: torch.net, options: { ...torch.options, out, ...square, ...options, ...bytes } };
}

async function generate(words: readonly string[], flags: GenerateFlags): Promise<void> {
  const { text, options } = chosen(words, flags);
  const { run, ...step } = findRunAtStep(text);
  const { file, picture } = await lab.generate(run, { ...options, ...step });
  console.log(`${picture.width} x ${picture.height} px in ${shortPath(file)}`);
}

const choice = (flags: string, about: string, choices: readonly string[]) =>
  new Option(flags, about).choices(choices);

/** `atelier generate RUN --imsize 10`, or a command line of Barrat's. */
export function generateCommand(): Command {
  return new Command("generate")
    .description(
      "draw canvases of any size, sheets and lines between latents, as Barrat's generate did; his own words too: net=RUN imsize=10 noisemode=linefull",
    )
    .argument("[run...]", "RUN or RUN@STEP, or words of the Torch tool")
    .usage("<run[@step]> [options] | net=RUN [batchSize=1] [imsize=10] [noisemode=linefull] ...")
    .option("--imsize <n>", "latents a side of the grid", wholeNumber(1))
    .option("--rows <n>", "latents down", wholeNumber(1))
    .option("--columns <n>", "latents across", wholeNumber(1))
    .option("--width <px>", "in place of latents: px across, up to 16384", wholeNumber(1))
    .option("--height <px>", "px down", wholeNumber(1))
    .option("--seed <n>", "number of the latents", wholeNumber(0), 1)
    .option("--count <n>", "pictures on the sheet", wholeNumber(1))
    .addOption(choice("--mode <mode>", "where the latents lie", lineModes))
    .addOption(choice("--noise <kind>", "what latents are drawn from", noiseKinds))
    .addOption(
      choice("--path <kind>", "of a line: straight as in the source, or an arc", linePaths),
    )
    .addOption(
      choice(
        "--norm <kind>",
        "statistics of canvases, the moving ones, or of the sheet itself as in the source",
        normKinds,
      ),
    )
    .addOption(weightsOption())
    .option("--memory <size>", "memory that may be used, such as 8G")
    .option("-o, --out <file>", "the PNG; in the run's own samples/ unless said")
    .action(generate);
}

interface ArithmeticFlags {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly truncation?: number;
  readonly out?: string;
}

/** `atelier arithmetic RUN -a 1 2 3 -b 4 5 6 -c 7 8 9` */
export function arithmeticCommand(): Command {
  const command = new Command("arithmetic")
    .description("draw mean(a) - mean(b) + mean(c) of latents by number, with all that went in")
    .argument("<run[@step]>", "a run, and a step of it that has a checkpoint; the last unless said")
    .requiredOption("-a <n...>", "numbers of latents (see `atelier sample`)", eachWhole)
    .requiredOption("-b <n...>", "taken away", eachWhole)
    .requiredOption("-c <n...>", "added", eachWhole)
    .addOption(weightsOption())
    .option("-o, --out <file>", "the PNG; in the run's own samples/ unless said");
  return withTruncation(command).action(async (text: string, flags: ArithmeticFlags) => {
    const { run, ...step } = findRunAtStep(text);
    const { file } = await lab.arithmetic(run, { ...flags, ...step });
    console.log(shortPath(file));
  });
}

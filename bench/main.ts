import { Command } from "commander";
import { wholeNumber } from "../src/cli/options.js";
import { clock } from "../src/cli/progressBar.js";
import { type Precision, parsePrecision } from "../src/engine/precision.js";
import { messageOf } from "../src/errors.js";
import { measure } from "./measure.js";
import { type BenchNet, findNet, nets } from "./nets.js";
import { profileOf } from "./profile.js";
import { findProgram, type Program, type Pythons, programs } from "./programs.js";
import { readResults, resultOf, writeResult } from "./results.js";
import { tableOf } from "./table.js";

interface Options {
  readonly net: readonly string[];
  readonly program: readonly string[];
  readonly rounds: number;
  readonly resume?: true;
  readonly show?: true;
  readonly profile?: Precision;
}

/** Hours for which a result counts as part of the same comparison. */
const RESUME_HOURS = 6;

const collect = (value: string, list: readonly string[]) => [...list, value];

function isRecent(net: BenchNet): boolean {
  const result = readResults().find(({ net: name }) => name === net.name);
  return result !== undefined && Date.now() - Date.parse(result.measuredAt) < RESUME_HOURS * 3.6e6;
}

/** Measures networks one by one; each result is printed and written as soon as it is there. */
async function compare(
  chosen: readonly BenchNet[],
  asked: readonly Program[],
  rounds: number,
  pythons: Pythons,
): Promise<void> {
  const begun = Date.now();
  for (const [index, net] of chosen.entries()) {
    const log = (line: string) => {
      const elapsed = (Date.now() - begun) / 1000;
      const left =
        index > 0 ? `, about ${clock((elapsed / index) * (chosen.length - index))} left` : "";
      console.log(`[${clock(elapsed)}${left}] ${net.title}: ${line}`);
    };
    const measured = await measure(net, { programs: asked, pythons, rounds, log });
    for (const { reason } of measured.refused) console.log(`not measured: ${reason}`);
    const result = resultOf(net, measured);
    console.log(`\n${tableOf(result)}\n`);
    if (rounds > 0 && asked.length === programs.length) await writeResult(result);
    else console.log("no rounds, or a part of the programs: nothing is written\n");
  }
}

/**
 * The comparison with Keras and PyTorch, as a command.
 * @param environments makes the peers' Python environments, if need be.
 */
export async function main(
  args: readonly string[],
  environments: (names: readonly string[]) => Promise<Pythons>,
): Promise<number> {
  const command = new Command("npm run bench --")
    .description("times training steps of the lab, Keras, PyTorch and plain tfjs, round by round")
    .option(
      "--net <name>",
      `only this network, may be repeated: ${nets.map(({ name }) => name).join(", ")}`,
      collect,
      [],
    )
    .option(
      "--program <name>",
      `only this program, may be repeated: ${programs.map(({ name }) => name).join(", ")}`,
      collect,
      [],
    )
    .option(
      "--rounds <n>",
      "rounds that are counted; 0 only compares the losses",
      wholeNumber(0),
      5,
    )
    .option("--resume", `leave out networks measured in the last ${RESUME_HOURS} hours`)
    .option(
      "--profile <precision>",
      "show where the time of our step goes, by operations, in float32 or bfloat16; measures nothing else",
      parsePrecision,
    )
    .option("--show", "print the committed results, measure nothing")
    .addHelpText(
      "after",
      "\nResults go to bench/results/<net>.json; `npm run bench:chart` draws them.",
    );
  try {
    command.exitOverride().parse([...args], { from: "user" });
    const { net, program, rounds, resume, show, profile } = command.opts<Options>();
    if (show) {
      for (const result of readResults()) console.log(`${tableOf(result)}\n`);
      return 0;
    }
    const chosen = (net.length > 0 ? net.map(findNet) : nets).filter(
      (one) => !resume || !isRecent(one),
    );
    if (profile) {
      for (const one of chosen) console.log(`${profileOf(one, profile)}\n`);
      return 0;
    }
    const asked = program.length > 0 ? program.map(findProgram) : programs;
    const pythons = await environments(["keras", "torch"]);
    await compare(chosen, asked, rounds, pythons);
    return 0;
  } catch (error) {
    if (error instanceof Error && "exitCode" in error) return Number(error.exitCode);
    console.error(messageOf(error));
    return 1;
  }
}

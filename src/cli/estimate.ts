import { Command } from "commander";
import { formatBytes, memoryLimitBytes, parseBytes } from "../engine/memory.js";
import { presetsOf } from "../iterations/catalogue.js";
import { describeDifference } from "../iterations/diff.js";
import { checkFits, describeEstimate, type Estimate, estimate } from "../iterations/estimate.js";
import { parseSwitches } from "../iterations/switches/withSwitches.js";
import { findChoice } from "../lab/run.js";
import { textTable } from "../show/table.js";
import { switchOption } from "./options.js";
import { type SettingFlags, settingsFrom, withSettings } from "./settings.js";

interface EstimateFlags extends SettingFlags {
  readonly preset?: string;
  readonly quick?: boolean;
  readonly eager?: boolean;
  readonly memory?: string;
  readonly switch: readonly string[];
}

const gmac = (value: number) => `${value.toFixed(value < 10 ? 3 : 1)} GMAC`;

/** Where the memory goes, a line each. */
function memoryRows(cost: Estimate): readonly Record<string, string>[] {
  const parts = {
    "engine and node": cost.baseBytes,
    "weights, gradients, optimizer slots": cost.stateBytes,
    "passes of a step": cost.activationBytes,
    "the larger network's update": cost.updateBytes,
    "all together": cost.totalBytes,
  };
  return Object.entries(parts).map(([memory, bytes]) => ({ memory, bytes: formatBytes(bytes) }));
}

function print(name: string, flags: EstimateFlags): void {
  const { switch: words, preset, quick, eager, memory } = flags;
  const mode = eager ? "eager" : "compiled";
  const switches = parseSwitches(words);
  const set = settingsFrom(flags);
  const all = preset === undefined && !quick && Object.keys(set).length === 0;
  const chosen = all ? Object.keys(presetsOf(name)) : [preset];
  const limit = memory === undefined ? memoryLimitBytes() : parseBytes(memory);
  for (const each of chosen) {
    const choice = {
      ...(each ? { preset: each } : {}),
      ...(quick ? { quick } : {}),
      switches,
      set,
    };
    const iteration = findChoice(name, choice);
    const cost = estimate(iteration, { mode });
    console.log(`${iteration.name} ${iteration.preset}: ${describeEstimate(cost)}`);
    if (chosen.length > 1) continue;
    console.log(textTable(memoryRows(cost)));
    console.log(
      `a picture: G ${gmac(cost.generatorGmac)}, D ${gmac(cost.discriminatorGmac)}; a step of ${iteration.training.batchSize}: ${gmac(cost.stepGmac)}`,
    );
    for (const change of iteration.changes ?? []) console.log(`set: ${describeDifference(change)}`);
    checkFits(iteration, limit, { mode });
    console.log(`fits into ${formatBytes(limit)}`);
  }
}

/** `atelier estimate ITERATION` */
export function estimateCommand(): Command {
  const command = new Command("estimate")
    .description("what an iteration costs: parameters, memory, arithmetic; nothing is built")
    .argument(
      "<iteration>",
      "its name; all presets, a line each, unless one is chosen or fields are set",
    )
    .option("--preset <name>", "asRun, asTold, repaired ...")
    .option("--quick", "of the small copy")
    .option("--eager", "of steps that run op by op")
    .option("--memory <size>", "fail if it does not fit, such as 8G; the machine's unless said")
    .addOption(switchOption())
    .action(print);
  return withSettings(command);
}

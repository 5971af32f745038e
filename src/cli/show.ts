import { Command } from "commander";
import { unknownName } from "../errors.js";
import { findIteration, presetsOf } from "../iterations/catalogue.js";
import { describeDifference, diff } from "../iterations/diff.js";
import { describeEstimate, estimate } from "../iterations/estimate.js";
import { lab } from "../lab.js";
import { runPage } from "../runs/runPage.js";

function showIteration(name: string): void {
  const presets = presetsOf(name);
  for (const preset of Object.values(presets)) {
    const parent = preset.parent && findIteration(preset.parent.name, preset.parent.preset);
    console.log(
      `\n${name} ${preset.preset}: ${preset.title}\n${describeEstimate(estimate(preset))}`,
    );
    if (!parent) console.log(JSON.stringify(preset, null, 2));
    else console.log(`changed from ${parent.name} ${parent.preset}:`);
    for (const change of parent ? diff(parent, preset) : [])
      console.log(`  ${describeDifference(change)}`);
  }
}

function showRun(name: string): void {
  console.log(runPage(lab.open(name)));
}

const kinds: Readonly<Record<string, (name: string) => void>> = {
  run: showRun,
  iteration: showIteration,
};

/** `atelier show run|iteration NAME` */
export function showCommand(): Command {
  return new Command("show")
    .description("show a run, or an iteration's presets and what each one changes")
    .argument(`<${Object.keys(kinds).join("|")}>`, "what to show")
    .argument("<name>", "name of the run or iteration")
    .action((kind: string, name: string) => {
      const show = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (!show) throw unknownName("show", Object.keys(kinds), kind);
      show(name);
    });
}

import { basename, dirname } from "node:path";
import { Command } from "commander";
import { listDataSets } from "../data/listDataSets.js";
import { unknownName } from "../errors.js";
import { lab } from "../lab.js";
import type { Run } from "../runs/run.js";
import { textTable } from "../show/table.js";

function listIterations(): readonly Record<string, unknown>[] {
  return Object.entries(lab.catalogue).map(([iteration, presets]) => ({
    iteration,
    presets: Object.keys(presets).join(", "),
    about: Object.values(presets)[0]?.title,
  }));
}

function describeRun(run: Run): Record<string, unknown> {
  const name = `${basename(dirname(run.folder))}/${run.name}`;
  try {
    const { iteration, seed } = run.options;
    const { state, step, steps, startedAt } = run.status;
    const reached = Math.max(step, run.lastRow()?.step ?? 0);
    return {
      run: name,
      preset: iteration.preset,
      seed,
      state,
      step: `${reached}/${steps}`,
      started: new Date(startedAt).toLocaleString("sv-SE").slice(0, 16), // local, as in the names
    };
  } catch {
    return { run: name, state: "damaged" }; // `show run` says which file and why
  }
}

function listRuns(): readonly Record<string, unknown>[] {
  return lab.runs().map(describeRun);
}

function listData(): readonly Record<string, unknown>[] {
  return listDataSets().map(({ name, count, where, about }) => ({
    name,
    pictures: count,
    where,
    about,
  }));
}

const lists: Readonly<Record<string, () => readonly Record<string, unknown>[]>> = {
  runs: listRuns,
  iterations: listIterations,
  data: listData,
};

/** `atelier list runs|iterations|data` */
export function listCommand(): Command {
  return new Command("list")
    .description("list runs, iterations or data sets")
    .argument(`<${Object.keys(lists).join("|")}>`, "what to list")
    .action((what: string) => {
      const make = Object.hasOwn(lists, what) ? lists[what] : undefined;
      if (!make) throw unknownName("list", Object.keys(lists), what);
      const rows = make();
      console.log(rows.length > 0 ? textTable(rows) : `no ${what} yet`);
    });
}

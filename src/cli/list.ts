import { Command } from "commander";
import { listDataSets } from "../data/listDataSets.js";
import { ConfigError, expected, unknownName } from "../errors.js";
import { lab } from "../lab.js";
import { type RunRow, runColumns, runsTable } from "../runs/runsTable.js";
import { csvTable } from "../show/csv.js";
import { type TableRow, textTable } from "../show/table.js";
import { listSettings } from "./listSettings.js";
import { listSwitches } from "./listSwitches.js";

function listIterations(): readonly Record<string, unknown>[] {
  return Object.entries(lab.catalogue).map(([iteration, presets]) => ({
    iteration,
    presets: Object.keys(presets).join(", "),
    about: Object.values(presets)[0]?.title,
  }));
}

/** What fits beside each other in a terminal; `--csv` has every column. */
function short({ run, preset, seed, state, step, steps, started }: RunRow) {
  if (state === "damaged") return { run, state }; // `show run` says which file and why
  return { run, preset, seed, state, step: `${step}/${steps}`, started };
}

interface ListFlags {
  readonly where?: readonly string[];
  readonly csv?: boolean;
}

function listRuns({ where, csv }: ListFlags): readonly TableRow[] {
  const rows = runsTable(where);
  return csv ? rows.map((row) => ({ ...row })) : rows.map(short);
}

function listData(): readonly Record<string, unknown>[] {
  return listDataSets().map(({ name, count, where, about }) => ({
    name,
    pictures: count,
    where,
    about,
  }));
}

const lists: Readonly<Record<string, (flags: ListFlags) => readonly TableRow[]>> = {
  runs: listRuns,
  iterations: listIterations,
  data: listData,
  switches: listSwitches,
  settings: listSettings,
};

const nothing = (what: string, { where }: ListFlags) =>
  where ? `no ${what} where ${where.join(" and ")}` : `no ${what} yet`;

/** `atelier list runs|iterations|data` */
export function listCommand(): Command {
  return new Command("list")
    .description("list runs, iterations, data sets, switches, or settings for --set")
    .argument(`<${Object.keys(lists).join("|")}>`, "what to list")
    .option("--where <condition...>", "runs only: COLUMN=VALUE, or != >= <= > < ~ (contains)")
    .option("--csv", "as CSV, every column")
    .action((what: string, flags: ListFlags) => {
      const make = Object.hasOwn(lists, what) ? lists[what] : undefined;
      if (!make) throw unknownName("list", Object.keys(lists), what);
      if (flags.where && what !== "runs") {
        throw new ConfigError(expected("--where", "`list runs`", `list ${what}`));
      }
      const rows = make(flags);
      if (flags.csv) console.log(csvTable(rows, what === "runs" ? [...runColumns] : undefined));
      else console.log(rows.length > 0 ? textTable(rows) : nothing(what, flags));
    });
}

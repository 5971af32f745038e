import {
  allowedFor,
  causeOf,
  hasDefect,
  switchNames,
} from "../iterations/switches/withSwitches.js";
import { lab } from "../lab.js";
import type { TableRow } from "../show/table.js";

/** `atelier list switches`: every defect that can be set, and the scripts that had it. */
export function listSwitches(): readonly TableRow[] {
  const all = Object.values(lab.catalogue).flatMap(({ asRun }) => asRun ?? []);
  return switchNames.map((name) => {
    const names = (on: boolean) =>
      all.filter((each) => hasDefect(each, name) === on).map((each) => each.name);
    const few = names(false).length < 2;
    return {
      switch: name,
      values: allowedFor(name),
      cause: causeOf(name),
      "on in asRun of": few ? ["all", ...names(false)].join(" but ") : names(true).join(", "),
    };
  });
}

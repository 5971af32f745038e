import { acceptRun } from "../runs/acceptRun.js";
import { published } from "../runs/evidence/published.js";
import type { Run } from "../runs/run.js";
import { showTable } from "../show/display.js";
import type { TableRow } from "../show/table.js";
import { labelsOf } from "./labels.js";

/** What the report's own picture of a preset measures, if there is one. */
const stillOf = ({ iteration: { name, preset } }: Run) =>
  published[`${name} ${preset.replace(/-quick$/, "")}`];

const verdict = (holds: boolean | undefined) => (holds === undefined ? "" : holds ? "yes" : "no");

/**
 * Shows runs held against the bounds of their presets, a line each: reruns of a script against the
 * report's own pictures, repaired ones against real pictures.
 */
export function showAcceptance(...runs: readonly Run[]): void {
  const labels = labelsOf(runs);
  showTable(
    runs.flatMap((run, at): readonly TableRow[] => {
      const label = labels[at];
      if (!run.measures) return [{ run: label, claim: run.status.state }];
      return acceptRun(run).map(({ claim, value, bound, holds }, line) => ({
        run: label,
        claim,
        "the report's picture": line === 0 ? stillOf(run) : undefined,
        ours: value,
        bound,
        holds: verdict(holds),
      }));
    }),
  );
}

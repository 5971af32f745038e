import { ladderVerdict } from "../runs/ladder/ladderVerdict.js";
import { faults, rungOf } from "../runs/ladder/rung.js";
import type { Run } from "../runs/run.js";
import { showMarkdown, showTable } from "../show/display.js";
import { escapeMarkdown } from "../show/escape.js";

const rungsOf = (runs: readonly Run[]) => runs.flatMap((run) => rungOf(run) ?? []);

/** Shows runs from which faults were taken off, a line each: the faults that are left, and the measures. */
export function showLadder(runs: readonly Run[]): void {
  showTable(
    rungsOf(runs).map(({ label, has, letters, works, ...measured }) => ({
      run: label,
      ...Object.fromEntries(
        (Object.keys(faults) as (keyof typeof faults)[]).map((letter) => [
          letter,
          has.includes(letter) ? "on" : "off",
        ]),
      ),
      saturation: measured.saturation,
      "lag-1": measured.lag1,
      "between samples": measured.betweenSamples,
      "spread in training": measured.trainingSpread,
      patches: measured.patches,
      blurred: measured.blurredPatches,
      "still named": letters.join(" "),
      works: works ? "yes" : "no",
    })),
  );
}

/** Shows what a ladder of runs comes to, from their numbers; the first is the one as it was. */
export function showLadderVerdict(runs: readonly Run[]): void {
  const lines = ladderVerdict(rungsOf(runs)).map((line) => `- ${escapeMarkdown(line)}`);
  showMarkdown(lines.join("\n"));
}

import { join } from "node:path";
import { projectRoot } from "../project.js";
import { diagnoseRun, keptSignals } from "../runs/diagnoseRun.js";
import { type Figures, isRefused } from "../runs/evidence/figures.js";
import { readEvidence } from "../runs/evidence/readEvidence.js";
import { judgeRun } from "../runs/judgeRun.js";
import { gridMark } from "../runs/publish/marks.js";
import { Run } from "../runs/run.js";
import { listRunFolders } from "../runs/runFolder.js";
import { pngUri } from "../show/dataUri.js";
import { display } from "../show/display.js";
import { escapeHtml } from "../show/escape.js";
import { markMetadata } from "../show/pictureMark.js";
import { type Stop, semester } from "./semester.js";

/** Presets of the two columns; of v5 the small script stands for the large one. */
const columns = [["asRun", "asRunSmall"], ["repaired"]] as const;

/** Whether a run went its preset's own length, not that of a trial. */
const isLong = ({ options: { steps, iteration } }: Run) => steps >= iteration.training.steps;

/** The newest whole quick run of one of some presets; a shorter one only where there is no other. */
function quickRun(runs: readonly Run[], { iteration }: Stop, presets: readonly string[]) {
  const wanted = presets.map((preset) => `${preset}-quick`);
  return runs
    .filter((run) => run.iteration.name === iteration && wanted.includes(run.iteration.preset))
    .sort(
      (one, other) =>
        Number(isLong(one)) - Number(isLong(other)) ||
        one.status.startedAt.localeCompare(other.status.startedAt),
    )
    .at(-1);
}

/** Runs that were measured at their end; damaged ones are passed over, `list runs` names them. */
function wholeRuns(): readonly Run[] {
  return listRunFolders()
    .map((folder) => new Run(folder))
    .filter((run) => {
      try {
        return run.status.state === "complete" && run.measures && run.iteration.name;
      } catch {
        return false;
      }
    });
}

function numbersOf(run: Run): string {
  const { samples, reals } = run.measures ?? {};
  if (!samples || !reals) return "";
  const letters = keptSignals(run) ? diagnoseRun(run).map(({ letter }) => letter) : [];
  const verdict = judgeRun(run).works ? "works" : "does not work";
  const causes = letters.length > 0 ? ` (${letters.join(" ")})` : "";
  return `${run.iteration.preset}, ${run.status.step} steps: lag-1 ${samples.lag1.toFixed(2)}, reals ${reals.lag1.toFixed(2)}; <b>${verdict}</b>${causes}`;
}

/** What was measured at full size, if it was. */
function fullSize(
  all: readonly Figures[],
  { iteration }: Stop,
  presets: readonly string[],
): string {
  const found = all.filter((one) => one.iteration === iteration && presets.includes(one.preset));
  return found
    .map(({ preset, steps, of, measures }) => {
      const { samples, reals } = measures;
      const reached = steps < of ? `${steps} of ${of}` : String(steps);
      return `full size, ${preset}, ${reached} steps: lag-1 ${samples.lag1.toFixed(2)}, reals ${reals.lag1.toFixed(2)}`;
    })
    .join("<br>");
}

function cell(run: Run | undefined, evidence: string): string {
  const image = run
    ? `<img src="${pngUri(run.grid())}" alt="generated" style="width:128px;max-width:none;image-rendering:pixelated"><br>`
    : "";
  const words = [run ? numbersOf(run) : "", evidence].filter(Boolean).join("<br>");
  return `<td style="text-align:left;vertical-align:top">${image}<small>${words || "not run here yet"}</small></td>`;
}

/**
 * Shows the whole semester as one table: what each iteration tried and saw, and, as run and repaired,
 * the picture, number and verdict of the newest quick run that is kept; what is in `docs/evidence` of
 * full size stands below. Where nothing was run it says so.
 */
export function showSemester(): void {
  const runs = wholeRuns();
  const found = readEvidence(join(projectRoot(), "docs", "evidence"));
  const figures = found.flatMap((one) => (isRefused(one) ? [] : [one]));
  const marks: ReturnType<typeof gridMark>[] = [];
  const rows = semester.map((stop) => {
    const cells = columns.map((presets) => {
      const run = quickRun(runs, stop, presets);
      if (run) marks.push(gridMark(run));
      return cell(run, fullSize(figures, stop, presets));
    });
    const text = [
      `<a href="${stop.notebook}">${escapeHtml(stop.iteration)}</a>`,
      escapeHtml(stop.tried),
      escapeHtml(stop.saw),
    ].map((words) => `<td style="text-align:left;vertical-align:top">${words}</td>`);
    return `<tr>${text.join("")}${cells.join("")}</tr>`;
  });
  const names = ["iteration", "tried", "the report saw", "as run", "repaired"];
  const head = names.map((name) => `<th style="text-align:left">${name}</th>`).join("");
  const html = `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const text = semester.map(({ iteration, tried, saw }) => `${iteration}: ${tried}: ${saw}`);
  display({ "text/html": html, "text/plain": text.join("\n") }, undefined, markMetadata(marks));
}

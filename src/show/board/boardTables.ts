import { escapeHtml } from "../escape.js";
import { svgImage } from "../sparkline.js";
import { cellText } from "../table.js";
import type { Board, BoardRun, BoardValues } from "./board.js";
import { swatch } from "./look.js";

/** A run's number and line, as every table and legend shows it. */
export function runMark(index: number): string {
  return `${svgImage(swatch(index), `line of run ${index + 1}`)} <b>${index + 1}</b>`;
}

function headRow(runs: readonly BoardRun[], first: string): string {
  const cells = runs.map(
    (run, index) => `<th scope="col">${runMark(index)} ${escapeHtml(run.label)}</th>`,
  );
  return `<tr><th scope="col">${escapeHtml(first)}</th>${cells.join("")}</tr>`;
}

/** One line of a table; a value that all runs share is said once. */
function valueRow(name: string, values: readonly BoardValues[]): string {
  const texts = values.map((one) => (name in one ? cellText(one[name]) : "–"));
  const same = texts.length > 1 && new Set(texts).size === 1;
  const cells = same
    ? `<td class="same" colspan="${texts.length}">${escapeHtml(texts[0] ?? "")}</td>`
    : texts.map((text) => `<td>${escapeHtml(text)}</td>`).join("");
  return `<tr><th scope="row">${escapeHtml(name)}</th>${cells}</tr>`;
}

/** A table with a column for each run and a line for each name. */
export function runTable(
  runs: readonly BoardRun[],
  first: string,
  names: readonly string[],
  values: readonly BoardValues[],
): string {
  const rows = names.map((name) => valueRow(name, values));
  return (
    `<div class="scroll" tabindex="0"><table class="by-run"><thead>${headRow(runs, first)}</thead>` +
    `<tbody>${rows.join("")}</tbody></table></div>`
  );
}

function namesOf(values: readonly BoardValues[]): readonly string[] {
  return [...new Set(values.flatMap((one) => Object.keys(one)))];
}

function section(title: string, note: string, table: string): string {
  const under = note === "" ? "" : `<p class="note">${escapeHtml(note)}</p>`;
  return `<section><h2>${escapeHtml(title)}</h2>${under}${table}</section>`;
}

/** The settings that differ. */
function settingsSection({ runs, differing, alike }: Board): string {
  const values = runs.map((run) => run.settings);
  const one = runs.length === 1;
  const names = one ? namesOf(values) : differing;
  const note = one ? "" : `${names.length} differ; ${alike} are the same in all runs.`;
  const table = names.length > 0 ? runTable(runs, "setting", names, values) : "";
  return section(one ? "Settings" : "Settings that differ", note, table);
}

/** All tables of a board: settings, signals, costs. */
export function boardTables(board: Board): string {
  const { runs } = board;
  const signals = runs.map((run) => run.signals);
  const costs = runs.map((run) => run.costs);
  return [
    settingsSection(board),
    section(
      "Signals",
      "Means over the last tenth of each run; what was measured at its end.",
      runTable(runs, "signal", namesOf(signals), signals),
    ),
    section("Time, memory, machine", "", runTable(runs, "cost", namesOf(costs), costs)),
  ].join("\n");
}

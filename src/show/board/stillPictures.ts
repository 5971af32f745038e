import { escapeHtml } from "../escape.js";
import type { Board, BoardPicture, BoardRun } from "./board.js";
import { runMark } from "./boardTables.js";

/** Stages that a page without scripts shows. */
const MOST = 5;

/** A place in kimg as a reader says it. */
export function kimgText(kimg: number): string {
  return `${Number(kimg.toPrecision(3))} kimg`;
}

/** At most `MOST` stages, the first and the last among them. */
function stagesShown(count: number): readonly number[] {
  const most = Math.min(MOST, count);
  const places = Array.from({ length: most }, (_, index) =>
    Math.round((index * (count - 1)) / Math.max(1, most - 1)),
  );
  return [...new Set(places)];
}

function cell(picture: BoardPicture | undefined): string {
  if (!picture) return "<td>–</td>";
  const text = `step ${picture.step}`;
  return `<td><img width="150" src="${escapeHtml(picture.src)}" alt="${text}"><br>${text}</td>`;
}

function row(run: BoardRun, index: number, stages: readonly number[]): string {
  const cells = stages.map((stage) => cell(run.pictures[run.atStage[stage] ?? -1]));
  const head = `<th scope="row">${runMark(index)} ${escapeHtml(run.label)}</th>`;
  return `<tr>${head}${cells.join("")}</tr>`;
}

/** Every run's pictures at a few places, below each other, without scripts. */
export function stillPictures({ runs, stages }: Board): string {
  if (stages.length === 0) return "<p>No run has drawn pictures yet.</p>";
  const shown = stagesShown(stages.length);
  const heads = shown.map((stage) => `<th scope="col">${kimgText(stages[stage] ?? 0)}</th>`);
  const rows = runs.map((run, index) => row(run, index, shown));
  return (
    `<table class="strips"><thead><tr><th scope="col">run</th>${heads.join("")}</tr></thead>` +
    `<tbody>${rows.join("")}</tbody></table>`
  );
}

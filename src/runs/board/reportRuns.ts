import type { Board, BoardRun } from "../../show/board/board.js";
import { boardHtml } from "../../show/board/boardHtml.js";
import { boardScript } from "../../show/board/boardScript.js";
import { escapeHtml } from "../../show/escape.js";
import { htmlPage } from "../../show/htmlPage.js";
import { runsReportStyle } from "../../show/runsReportStyle.js";
import { cellText } from "../../show/table.js";
import type { Run } from "../run.js";

const pair = (name: string, value: unknown) =>
  `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(cellText(value))}</dd></div>`;

/** What a run was, in full: enough to do it again. */
function appendix(run: Run, shown: BoardRun, index: number): string {
  const { data, environment, status } = run;
  const facts = {
    run: run.name,
    started: status.startedAt,
    data: data.description,
    "data hash (sha256)": data.manifestHash,
    "unreadable files": data.unreadable.length,
    "range as the discriminator sees it": `${cellText(data.scaled.min)} to ${cellText(data.scaled.max)}, mean ${cellText(data.scaled.mean)}`,
    "gan-atelier": `${environment.atelier}, revision ${environment.revision}`,
    ...shown.settings,
    ...shown.costs,
  };
  const pairs = Object.entries(facts).map(([name, value]) => pair(name, value));
  const heading = escapeHtml(`${index + 1} ${shown.title}`);
  return `<section class="run"><h2>${heading}</h2><dl>${pairs.join("")}</dl></section>`;
}

/**
 * A report of runs as one page: their board, then everything that is known of each, settings, seed,
 * hash of the data and versions among it.
 * @param board made from these runs, in their order.
 * @param size what the page says of its own size.
 */
export async function runsReport(runs: readonly Run[], board: Board, size = ""): Promise<string> {
  const parts = runs.map((run, index) => appendix(run, board.runs[index] as BoardRun, index));
  const made = new Date().toISOString().slice(0, 10);
  const footer = `Report of ${board.title}, made by gan-atelier on ${made}${size}`;
  return htmlPage({
    title: `Report: ${board.title}`,
    style: runsReportStyle,
    content:
      `<main data-board-page>${await boardHtml(board)}\n<div class="appendix"><h1>In full</h1>` +
      `${parts.join("\n")}</div><footer>${escapeHtml(footer)}</footer></main>`,
    scripts: [boardScript()],
  });
}

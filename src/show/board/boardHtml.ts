import { escapeHtml, scriptJson } from "../escape.js";
import type { Board } from "./board.js";
import { firstQuantities, stillCurvesImage } from "./boardStill.js";
import { boardStyle } from "./boardStyle.js";
import { boardTables, runMark } from "./boardTables.js";
import { runLook } from "./look.js";
import { stillPictures } from "./stillPictures.js";

function runList({ runs }: Board): string {
  const items = runs.map((run, index) => {
    const verdict = run.verdict ? ` <span class="verdict">${escapeHtml(run.verdict)}</span>` : "";
    return (
      `<li data-run="${index}"><span class="who">${runMark(index)} ${escapeHtml(run.label)}</span>` +
      ` <span class="name">${escapeHtml(run.name)}</span>${verdict}</li>`
    );
  });
  return `<ol class="runs">${items.join("")}</ol>`;
}

function realsHtml({ reals }: Board): string {
  if (reals.length === 0) return "";
  const figures = reals.map(
    ({ caption, src }) =>
      `<figure><img width="150" src="${escapeHtml(src)}" alt="training pictures">` +
      `<figcaption>${escapeHtml(caption)}</figcaption></figure>`,
  );
  return `<div class="reals"><h3>What they learn from</h3>${figures.join("")}</div>`;
}

function withheldHtml({ withheld = [] }: Board): string {
  return withheld.length === 0 ? "" : `<p class="note">${escapeHtml(withheld.join(" "))}</p>`;
}

/** What the scripts read: the board, each run's look, the quantities that are open at first. */
function scriptData(board: Board): string {
  const looks = board.runs.map((_, index) => runLook(index));
  return scriptJson({ board, looks, quantities: firstQuantities(board.runs) });
}

/**
 * A board as a piece of a page. Without scripts it stands as it is: tables, curves as a picture,
 * every run's pictures at five places. Names and titles are shown as text, also with HTML in them.
 */
export async function boardHtml(board: Board): Promise<string> {
  return `<div class="atelier-board" tabindex="-1">
<style>${boardStyle}</style>
<h1>${escapeHtml(board.title)}</h1>
${runList(board)}
<section class="pictures"><h2>Pictures</h2>
<p class="note">${escapeHtml(board.latents)}</p>
${withheldHtml(board)}
<div class="live"></div><div class="still">${stillPictures(board)}</div>
${realsHtml(board)}</section>
<section class="curves"><h2>Curves</h2>
<div class="live"></div><div class="still">${await stillCurvesImage(board)}</div></section>
${boardTables(board)}
<script type="application/json" class="board-data">${scriptData(board)}</script>
</div>`;
}

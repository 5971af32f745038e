/**
 * @param {Board} board
 * @returns {string[]} every quantity that any of the runs has.
 */
function quantitiesOf(board) {
  return [...new Set(board.runs.flatMap((run) => Object.keys(run.curves.lines)))];
}

/**
 * @param {Board} board
 * @param {readonly string[]} quantities
 * @returns {Choice} how a board is shown before anything is touched: at its end.
 */
function firstChoice(board, quantities) {
  return {
    stage: board.stages.length - 1,
    cell: null,
    hover: null,
    hidden: new Set(),
    quantities: new Set(quantities),
    by: "kimg",
    log: false,
    smoothing: 0.35,
  };
}

/**
 * Changes what is chosen and draws what depends on it.
 * @param {Page} page
 * @param {Partial<Choice>} change
 * @param {"pictures" | "curves" | "both"} what
 */
function choose(page, change, what) {
  Object.assign(page.choice, change);
  const { pictures, curves } = page.redraws;
  const due = what === "both" ? [...pictures, ...curves] : page.redraws[what];
  for (const redraw of due) redraw();
}

/**
 * Shows a run or leaves it out, in curves and pictures.
 * @param {Page} page
 * @param {number} run
 */
function toggleRun(page, run) {
  if (run >= page.board.runs.length) return;
  const hidden = new Set(page.choice.hidden);
  if (!hidden.delete(run)) hidden.add(run);
  choose(page, { hidden }, "both");
}

/**
 * A number as a reader wants it.
 * @param {number} value
 */
function shortNumber(value) {
  return String(Number(value.toPrecision(3)));
}

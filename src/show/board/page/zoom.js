/**
 * Most cells that any run's pictures have.
 * @param {Board} board
 */
function cellCount(board) {
  return Math.max(...board.runs.map((run) => run.columns ** 2));
}

/**
 * The cell of a picture under the pointer.
 * @param {HTMLElement} picture
 * @param {number} columns
 * @param {MouseEvent} event
 */
function cellUnder(picture, columns, event) {
  const box = picture.getBoundingClientRect();
  const place = (/** @type {number} */ at, /** @type {number} */ size) =>
    Math.min(columns - 1, Math.max(0, Math.floor((at / size) * columns)));
  const column = place(event.clientX - box.left, box.width);
  return place(event.clientY - box.top, box.height) * columns + column;
}

/**
 * Shows the whole picture, or one of its cells as large as the whole was.
 * @param {HTMLElement} picture
 * @param {HTMLImageElement} image
 * @param {BoardRun} run
 * @param {number | null} cell
 */
function placeImage(picture, image, run, cell) {
  const { columns, cellPx } = run;
  const share = cell === null ? 1 : columns;
  const [column, row] = cell === null ? [0, 0] : [cell % columns, Math.floor(cell / columns)];
  const percent = (/** @type {number} */ value) => `${value * 100}%`;
  Object.assign(image.style, {
    width: percent(share),
    height: percent(share),
    left: percent(-column),
    top: percent(-row),
  });
  picture.classList.toggle("zoomed", cell !== null);
  picture.classList.toggle("sharp", cellPx <= 64);
}

/**
 * Puts the ring around a cell.
 * @param {HTMLElement} ring
 * @param {number} columns
 * @param {number | null} cell
 */
function placeRing(ring, columns, cell) {
  ring.hidden = cell === null || cell >= columns ** 2;
  if (cell === null) return;
  const side = 100 / columns;
  Object.assign(ring.style, {
    width: `${side}%`,
    height: `${side}%`,
    left: `${(cell % columns) * side}%`,
    top: `${Math.floor(cell / columns) * side}%`,
  });
}

/**
 * Zooms on a cell of all runs, or back to whole grids.
 * @param {Page} page
 * @param {number | null} cell
 */
function zoomOn(page, cell) {
  const count = cellCount(page.board);
  const change = cell === null ? null : (cell + count) % count;
  choose(page, { cell: change, hover: null }, "pictures");
}

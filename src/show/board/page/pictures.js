/**
 * What stands under a run's picture.
 * @param {Board} board
 * @param {BoardRun} run
 * @param {number} stage
 * @returns {{ text: string, old: boolean }}
 */
function captionOf(board, run, stage) {
  const picture = run.pictures[run.atStage[stage] ?? -1];
  if (!picture) return { text: "", old: false };
  const last = run.pictures.at(-1) === picture && picture.kimg < (board.stages[stage] ?? 0);
  const place = `step ${picture.step} · ${shortNumber(picture.kimg)} kimg`;
  return { text: last ? `${place}, its last` : place, old: last };
}

/**
 * A run's card: who it is, its picture at the stage chosen, where that is.
 * @param {Page} page
 * @param {number} index
 */
function makeCard(page, index) {
  const { board, choice, root } = page;
  const run = /** @type {BoardRun} */ (board.runs[index]);
  const image = make("img", { alt: `pictures of run ${index + 1}`, draggable: false });
  const ring = make("span", { className: "ring", hidden: true });
  const empty = make("span", { className: "empty", hidden: true });
  const picture = make("button", { type: "button", className: "picture" }, image, empty, ring);
  const caption = make("div", { className: "caption" });
  const who = make("span", { className: "who" });
  who.innerHTML = find(root, `.runs li[data-run="${index}"] .who`).innerHTML;
  picture.onclick = (event) => {
    const byKeyboard = event.detail === 0;
    const cell = byKeyboard ? 0 : cellUnder(picture, run.columns, event);
    zoomOn(page, choice.cell === null ? cell : null);
  };
  picture.onmousemove = (event) => {
    const hover = choice.cell === null ? cellUnder(picture, run.columns, event) : null;
    if (hover !== choice.hover) choose(page, { hover }, "pictures");
  };
  picture.onmouseleave = () => choose(page, { hover: null }, "pictures");
  const element = make("div", { className: "card", "data-run": index }, who, picture, caption);
  const draw = () => {
    const { stage, cell, hover, hidden } = choice;
    element.hidden = hidden.has(index);
    const shown = run.pictures[run.atStage[stage] ?? -1];
    const none = !shown
      ? "no picture yet"
      : cell !== null && cell >= run.columns ** 2
        ? `no cell ${cell + 1}`
        : "";
    empty.textContent = none;
    empty.hidden = none === "";
    image.hidden = none !== "";
    if (shown && image.src !== shown.src) image.src = shown.src;
    placeImage(picture, image, run, cell);
    placeRing(ring, run.columns, hover);
    const { text, old } = captionOf(board, run, stage);
    caption.textContent = text;
    caption.classList.toggle("old", old);
  };
  return { element, draw };
}

/**
 * The bar above the cards: one slider for all runs, and what to do with a cell.
 * @param {Page} page
 */
function makePictureBar(page) {
  const { board, choice } = page;
  const slider = make("input", {
    type: "range",
    min: "0",
    max: String(board.stages.length - 1),
    oninput: () => choose(page, { stage: Number(slider.value) }, "pictures"),
  });
  slider.setAttribute("aria-label", "thousands of real images shown to the runs");
  const where = make("output");
  const cellText = make("output", { style: "font-size: 0.9rem; min-width: 6.5em" });
  const button = (
    /** @type {string} */ text,
    /** @type {string} */ label,
    /** @type {() => void} */ onclick,
  ) => make("button", { type: "button", "aria-label": label, onclick }, text);
  const zoom = button("Zoom on a cell", "zoom on a cell", () =>
    zoomOn(page, choice.cell === null ? 0 : null),
  );
  const before = button("‹", "cell before", () => zoomOn(page, (choice.cell ?? 0) - 1));
  const after = button("›", "next cell", () => zoomOn(page, (choice.cell ?? 0) + 1));
  const cells = make("span", { className: "group" }, zoom, before, cellText, after);
  const draw = () => {
    const { stage, cell } = choice;
    slider.value = String(stage);
    where.textContent = `${shortNumber(board.stages[stage] ?? 0)} kimg`;
    slider.setAttribute("aria-valuetext", where.textContent);
    zoom.textContent = cell === null ? "Zoom on a cell" : "Whole grids";
    for (const part of [before, after, cellText]) part.hidden = cell === null;
    cellText.textContent = cell === null ? "" : `cell ${cell + 1} of ${cellCount(board)}`;
  };
  return { element: make("div", { className: "bar picture-bar" }, where, slider, cells), draw };
}

/**
 * Builds the pictures of all runs under one slider.
 * @param {Page} page
 */
function makePictures(page) {
  const { board, root, redraws } = page;
  if (board.stages.length === 0) return;
  const bar = makePictureBar(page);
  const made = board.runs.map((_, index) => makeCard(page, index));
  const cards = make("div", { className: "cards" }, ...made.map((card) => card.element));
  const rem = board.runs.length <= 4 ? 17 : board.runs.length <= 8 ? 14 : 10.5;
  cards.style.setProperty("--card", `${rem}rem`);
  find(root, ".pictures > .live").append(bar.element, cards);
  redraws.pictures.push(bar.draw, ...made.map((card) => card.draw));
}

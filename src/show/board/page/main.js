/**
 * The runs' names become buttons that show a run or leave it out.
 * @param {Page} page
 */
function makeRunButtons(page) {
  const items = [...page.root.querySelectorAll(".runs li")];
  items.forEach((item, index) => {
    const who = find(item, ".who");
    const button = make("button", {
      type: "button",
      className: "who",
      title: "show or leave out",
      onclick: () => toggleRun(page, index),
    });
    button.append(...who.childNodes);
    who.replaceWith(button);
  });
  page.redraws.pictures.push(() => {
    items.forEach((item, index) => {
      const off = page.choice.hidden.has(index);
      item.classList.toggle("off", off);
      find(item, "button").setAttribute("aria-pressed", String(!off));
    });
  });
}

/**
 * Brings a board to life; until then, and when it fails, its static form stands.
 * @param {Element} root
 */
async function startBoard(root) {
  if (!(root instanceof HTMLElement)) return;
  root.dataset.started = "yes";
  const { board, looks, quantities } = JSON.parse(
    find(root, "script.board-data").textContent ?? "",
  );
  /** @type {Page} */
  const page = {
    root,
    board,
    looks,
    choice: firstChoice(board, quantities),
    redraws: { pictures: [], curves: [] },
  };
  try {
    root.classList.add("awake");
    makePictures(page);
    if (board.runs.length > 1) makeRunButtons(page);
    for (const redraw of page.redraws.pictures) redraw();
    await makeCurves(page);
    listenToKeys(page);
    root.dataset.ready = "yes";
    performance.mark("board ready");
  } catch (error) {
    root.classList.remove("awake");
    throw error;
  }
}

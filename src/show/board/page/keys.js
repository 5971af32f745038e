/** What each key does, as the page says it. */
const keyHelp = [
  ["← →", "earlier, later"],
  ["Home End", "first, last"],
  ["z", "zoom on a cell, back"],
  [", .", "cell before, next"],
  ["1–9", "show or leave out a run"],
  ["x", "step, kimg, time"],
  ["l", "log"],
];

/**
 * @param {Page} page
 * @returns {Readonly<Record<string, () => void>>} what to do, by key.
 */
function actionsOf(page) {
  const { board, choice } = page;
  const last = board.stages.length - 1;
  const go = (/** @type {number} */ stage) =>
    choose(page, { stage: Math.min(last, Math.max(0, stage)) }, "pictures");
  /** @type {readonly By[]} */
  const axes = ["step", "kimg", "seconds"];
  return {
    ArrowLeft: () => go(choice.stage - 1),
    ArrowRight: () => go(choice.stage + 1),
    Home: () => go(0),
    End: () => go(last),
    z: () => zoomOn(page, choice.cell === null ? (choice.hover ?? 0) : null),
    Escape: () => zoomOn(page, null),
    ",": () => zoomOn(page, (choice.cell ?? 0) - 1),
    ".": () => zoomOn(page, choice.cell === null ? 0 : choice.cell + 1),
    x: () =>
      choose(page, { by: axes[(axes.indexOf(choice.by) + 1) % axes.length] ?? "kimg" }, "curves"),
    l: () => choose(page, { log: !choice.log }, "curves"),
  };
}

/**
 * Keys alone are the board's, not JupyterLab's, which leaves a place with this attribute alone; with
 * Ctrl, Alt or Meta they stay JupyterLab's, so that Ctrl-S saves from within a board.
 * @param {HTMLElement} root
 */
function keepPlainKeys(root) {
  const keep = () => {
    root.dataset.lmSuppressShortcuts = "true";
  };
  const lookAt = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) delete root.dataset.lmSuppressShortcuts;
    else keep();
  };
  root.addEventListener("keydown", lookAt);
  root.addEventListener("keyup", lookAt);
  root.addEventListener("focusin", keep);
  root.addEventListener("focusout", keep);
  keep();
}

/**
 * Listens to keys: all over a page of its own, inside the board in a notebook.
 * @param {Page} page
 */
function listenToKeys(page) {
  const { root } = page;
  const actions = actionsOf(page);
  const place = root.closest("[data-board-page]") ? document : root;
  keepPlainKeys(root);
  place.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing =
      event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (typing && (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End"))
      return;
    const action = /^[1-9]$/.test(event.key)
      ? () => toggleRun(page, Number(event.key) - 1)
      : Object.hasOwn(actions, event.key)
        ? actions[event.key]
        : undefined;
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  });
  const help = keyHelp.map(([keys = "", what = ""]) => {
    const caps = keys.split(" ").flatMap((key) => [make("kbd", {}, key), " "]);
    return make("span", {}, ...caps, what);
  });
  root.append(make("p", { className: "keys" }, ...help));
}

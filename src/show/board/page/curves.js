/** @type {Readonly<Record<By, string>>} */
const axisTitles = { step: "step", kimg: "kimg", seconds: "time" };
const font = '"DejaVu Sans", Verdana, sans-serif';

/**
 * The unit that times of this length are read in.
 * @param {number} seconds
 * @returns {{ unit: string, length: number }}
 */
function timeUnit(seconds) {
  if (seconds < 180) return { unit: "s", length: 1 };
  return seconds < 3 * 3600 ? { unit: "min", length: 60 } : { unit: "h", length: 3600 };
}

/**
 * How far the longest of the runs goes.
 * @param {Page} page
 */
function reach({ board, choice }) {
  return Math.max(0, ...board.runs.map((run) => run.curves[choice.by].at(-1) ?? 0));
}

/**
 * Over how much of the axis the lines are averaged.
 * @param {Page} page
 */
function spanOf(page) {
  return page.choice.smoothing ** 3 * 0.25 * reach(page);
}

/**
 * A place of the axis in words: `120 steps`, `3.5 kimg`, `2 min`.
 * @param {Page} page
 * @param {number} value
 */
function placeText(page, value) {
  const { by } = page.choice;
  if (by === "step") return `${shortNumber(value)} steps`;
  if (by === "kimg") return `${shortNumber(value)} kimg`;
  const { unit, length } = timeUnit(reach(page));
  return `${shortNumber(value / length)} ${unit}`;
}

/**
 * The lines of one run: its mean, smoothed, and faintly behind it from where to where it goes.
 * @param {Page} page
 * @param {number} index
 * @param {string} quantity
 * @returns {object[]}
 */
function tracesOf(page, index, quantity) {
  const { board, choice, looks } = page;
  const run = /** @type {BoardRun} */ (board.runs[index]);
  const line = run.curves.lines[quantity];
  const look = looks[index];
  if (!line || !look || choice.hidden.has(index)) return [];
  const places = run.curves[choice.by];
  const { length } = choice.by === "seconds" ? timeUnit(reach(page)) : { length: 1 };
  const x = places.map((value) => value / length);
  const common = { type: "scatter", mode: x.length === 1 ? "markers" : "lines" };
  const name = `${index + 1} ${run.label}`.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const mean = {
    ...common,
    name,
    x,
    y: smoothOver(places, line.mean, spanOf(page)),
    line: { width: 1.8, color: look.colour, dash: look.dash },
    connectgaps: true, // some quantities come every few steps only
    hovertemplate: "%{y:.4~g}",
  };
  if (board.runs.length > 8) return [mean];
  const raw = {
    ...common,
    x: line.low ? x.flatMap((value) => [value, value]) : x,
    y: line.low ? line.low.flatMap((low, bin) => [low, line.high?.[bin] ?? null]) : line.mean,
    line: { width: 1, color: look.colour },
    connectgaps: true,
    opacity: 0.18,
    hoverinfo: "skip",
    showlegend: false,
  };
  return [raw, mean];
}

/**
 * @param {Page} page
 * @param {string} quantity
 * @returns {object} a chart's layout.
 */
function layoutOf(page, quantity) {
  const { by, log, quantities } = page.choice;
  const title = by === "seconds" ? `time, ${timeUnit(reach(page)).unit}` : axisTitles[by];
  const look = {
    gridcolor: "#ececea",
    linecolor: "#b0b0b0",
    zeroline: false,
    ticks: "outside",
    ticklen: 4,
    tickcolor: "#b0b0b0",
    tickfont: { size: 11, color: "#444" },
    automargin: true,
  };
  return {
    font: { family: font, size: 12, color: "#1c1c1c" },
    margin: { l: 48, r: 8, t: 8, b: 40 },
    paper_bgcolor: "#fff",
    plot_bgcolor: "#fff",
    showlegend: false,
    hovermode: page.board.runs.length <= 8 ? "x unified" : "closest",
    hoverlabel: { font: { family: font, size: 11 }, namelength: -1 },
    xaxis: { ...look, title: { text: title, font: { size: 11, color: "#5a5a5a" }, standoff: 4 } },
    yaxis: { ...look, type: log ? "log" : "linear" },
    uirevision: `${by} ${log} ${quantities.has(quantity)}`,
  };
}

/**
 * Draws one chart. The whole charts zoom along the x axis together.
 * @param {Page} page
 * @param {string} quantity
 * @param {HTMLElement} where
 * @param {() => HTMLElement[]} others
 */
async function drawChart(page, quantity, where, others) {
  const data = page.board.runs.flatMap((_, index) => tracesOf(page, index, quantity));
  const first = !where.classList.contains("js-plotly-plot");
  const config = { responsive: true, displaylogo: false, displayModeBar: false };
  const chart = await Plotly.react(where, data, layoutOf(page, quantity), config);
  if (!first) return;
  let following = false;
  chart.on("plotly_relayout", (change) => {
    const along = Object.entries(change).filter(([name]) => name.startsWith("xaxis."));
    if (following || along.length === 0) return;
    following = true;
    const moved = others().filter((other) => other !== where && !Reflect.get(other, "following"));
    for (const other of moved) Reflect.set(other, "following", true);
    Reflect.set(where, "following", true);
    Promise.all(moved.map((other) => Plotly.relayout(other, Object.fromEntries(along)))).finally(
      () => {
        following = false;
        for (const other of [...moved, where]) Reflect.set(other, "following", false);
      },
    );
  });
}

/**
 * The bar above the charts.
 * @param {Page} page
 */
function makeCurveBar(page) {
  const { choice, board } = page;
  const by = oneOf(
    "x axis",
    [
      ["step", "step"],
      ["kimg", "kimg"],
      ["seconds", "time"],
    ],
    () => choice.by,
    (name) => choose(page, { by: name }, "curves"),
  );
  const log = make(
    "button",
    { type: "button", onclick: () => choose(page, { log: !choice.log }, "curves") },
    "log",
  );
  const span = make("output");
  const smoothing = make("input", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    value: String(choice.smoothing),
    oninput: () => choose(page, { smoothing: Number(smoothing.value) }, "curves"),
  });
  const chips = quantitiesOf(board).map((name) => {
    const chip = make(
      "button",
      {
        type: "button",
        "data-quantity": name,
        onclick: () => {
          const quantities = new Set(choice.quantities);
          if (!quantities.delete(name)) quantities.add(name);
          choose(page, { quantities }, "curves");
        },
      },
      name,
    );
    return chip;
  });
  const draw = () => {
    by.draw();
    log.setAttribute("aria-pressed", String(choice.log));
    for (const chip of chips) {
      chip.setAttribute("aria-pressed", String(choice.quantities.has(chip.dataset.quantity ?? "")));
    }
    const over = spanOf(page);
    span.textContent = over > 0 ? `over ${placeText(page, over)}` : "none";
  };
  const element = make(
    "div",
    {},
    make(
      "div",
      { className: "bar" },
      by.element,
      log,
      make("label", {}, "smoothing", smoothing, span),
    ),
    make("div", { className: "bar" }, make("span", { className: "group" }, ...chips)),
  );
  return { element, draw };
}

/**
 * Builds the charts, one for each quantity that is chosen.
 * @param {Page} page
 * @returns {Promise<void>} when the first charts are drawn.
 */
async function makeCurves(page) {
  const { board, root, redraws, choice } = page;
  if (quantitiesOf(board).length === 0) return;
  const bar = makeCurveBar(page);
  const charts = make("div", { className: "charts" });
  find(root, ".curves > .live").append(bar.element, charts);
  /** @type {Map<string, { box: HTMLElement, chart: HTMLElement }>} */
  const open = new Map();
  const drawAll = () => {
    for (const [name, { box, chart }] of open) {
      if (choice.quantities.has(name)) continue;
      Plotly.purge(chart);
      box.remove();
      open.delete(name);
    }
    const wanted = quantitiesOf(board).filter((name) => choice.quantities.has(name));
    for (const name of wanted) {
      const chart = make("div", { className: "chart" });
      if (!open.has(name))
        open.set(name, { box: make("div", {}, make("h3", {}, name), chart), chart });
    }
    const shown = wanted.flatMap((name) => open.get(name) ?? []);
    charts.append(...shown.map(({ box }) => box)); // all of them first: a chart takes the width it finds
    const each = () => shown.map(({ chart }) => chart);
    return Promise.all(
      shown.map(({ chart }, index) => drawChart(page, wanted[index] ?? "", chart, each)),
    );
  };
  redraws.curves.push(bar.draw, drawAll);
  bar.draw();
  await drawAll();
}

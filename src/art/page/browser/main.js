/** Truncation at the end of its slider and beyond, where hardly a number is: none. */
const TRUNCATION_OFF = 3.5;

/** Seconds from one seed to the next at speed 1. */
const SECONDS_A_SEED = 3;

/** Draws again as often as asked, but never two pictures at once. @param {Play} play */
function drawer(play) {
  let [busy, wanted] = [false, false];
  return async () => {
    wanted = true;
    if (busy) return;
    busy = true;
    while (wanted) {
      wanted = false;
      await drawPlace(play);
    }
    busy = false;
  };
}

/**
 * The one element of a class of the page.
 * @template {HTMLElement} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
function one(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`page: expected ${selector}, got nothing`);
  return found;
}

/** The buttons and the box of the seed. @param {Play} play @param {() => void} draw */
function listenToSeed({ place }, draw) {
  const box = one("#seed", HTMLInputElement);
  const go = (/** @type {number} */ seed) => {
    place.seed = Math.min(0xffffffff, Math.max(0, Math.trunc(seed) || 0));
    place.way = 0;
    box.value = String(place.seed);
    draw();
  };
  box.addEventListener("change", () => go(box.valueAsNumber));
  one("#before", HTMLButtonElement).onclick = () => go(place.seed - 1);
  one("#after", HTMLButtonElement).onclick = () => go(place.seed + 1);
  one("#any", HTMLButtonElement).onclick = () => go(Math.floor(Math.random() * 1e6));
}

/** The choice of a class, where there are some. @param {Play} play @param {() => void} draw */
function listenToClass({ data, place }, draw) {
  if (data.classes.length === 0) return;
  const select = one("#class", HTMLSelectElement);
  select.addEventListener("change", () => {
    place.among = Number(select.value);
    draw();
  });
}

/**
 * A slider and the number beside it.
 * @param {HTMLInputElement} slider
 * @param {(value: number) => void} moved
 */
function listenToSlider(slider, moved) {
  const shown = slider.parentElement?.querySelector("output");
  const offAtEnd = slider.id === "truncation";
  slider.addEventListener("input", () => {
    const value = slider.valueAsNumber;
    if (shown) shown.value = offAtEnd && value >= TRUNCATION_OFF ? "off" : value.toFixed(2);
    moved(value);
  });
}

/** The sliders of latents, and the way back. @param {Play} play @param {() => void} draw */
function listenToSliders({ place }, draw) {
  const sliders = [...document.querySelectorAll(".latent input")].filter(
    (slider) => slider instanceof HTMLInputElement,
  );
  for (const slider of sliders) {
    listenToSlider(slider, (value) => {
      if (slider.id === "truncation")
        place.truncation = value >= TRUNCATION_OFF ? Number.POSITIVE_INFINITY : value;
      else if (slider.id === "spread") place.spread = value;
      else place.amounts[Number(slider.dataset.direction)] = value;
      draw();
    });
  }
  one("#reset", HTMLButtonElement).onclick = () => {
    for (const slider of sliders) {
      slider.value = slider.defaultValue;
      slider.dispatchEvent(new Event("input"));
    }
  };
}

/** Walks from seed to seed while the button is down. @param {Play} play */
function listenToWalk(play) {
  const button = one("#walk", HTMLButtonElement);
  const speed = one("#speed", HTMLInputElement);
  const box = one("#seed", HTMLInputElement);
  listenToSlider(speed, () => {});
  let walking = 0;
  const walk = async () => {
    const mine = ++walking;
    for (let before = performance.now(); mine === walking; ) {
      const now = await new Promise(requestAnimationFrame);
      if (mine !== walking) return;
      const way = play.place.way + (speed.valueAsNumber * (now - before)) / 1000 / SECONDS_A_SEED;
      before = now;
      play.place.seed += Math.floor(Math.max(0, way));
      play.place.way = Math.max(0, way) % 1;
      box.value = String(play.place.seed);
      await drawPlace(play);
    }
  };
  button.onclick = () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? "Pause" : "Walk";
    if (on) void walk();
    else walking++;
  };
}

/** What is to be seen, in words. @param {Place} place */
function captionOf({ seed, way }) {
  return way === 0 ? `seed ${seed}` : `seed ${seed} → ${seed + 1}, ${Math.round(100 * way)} %`;
}

/** Makes the page play. */
async function startPlay() {
  const data = /** @type {PlayData} */ (JSON.parse(heldText("play-data")));
  const engine = await chooseEngine();
  const model = await loadGenerator(data);
  const amounts = data.directions.map(() => 0);
  const caption = one("#caption", HTMLElement);
  const truncation = Number.POSITIVE_INFINITY;
  const place = { seed: 1, way: 0, among: -1, truncation, spread: 1, amounts };
  /** @type {Play} */
  const play = {
    data,
    model,
    place,
    shown: place,
    canvas: one("#picture", HTMLCanvasElement),
    drawn: () => {
      caption.textContent = captionOf(play.shown);
    },
  };
  const draw = drawer(play);
  listenToSeed(play, draw);
  listenToClass(play, draw);
  listenToSliders(play, draw);
  listenToWalk(play);
  one("#save", HTMLButtonElement).onclick = () => savePng(play);
  one("#engine", HTMLElement).textContent = engine;
  await draw();
  document.documentElement.dataset.ready = "";
}

startPlay().catch((error) => {
  one("#caption", HTMLElement).textContent = `This browser cannot draw: ${error.message}`;
});

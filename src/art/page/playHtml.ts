import { escapeHtml, scriptJson } from "../../show/escape.js";
import { htmlPage } from "../../show/htmlPage.js";
import type { PlayData } from "./playData.js";
import { playScripts } from "./playScript.js";
import { playStyle } from "./playStyle.js";
import type { Direction } from "./principalDirections.js";

/** What a page says about itself. */
export interface PlayText {
  readonly title: string;
  /** Where the generator comes from: data, steps. */
  readonly about: string;
  readonly licence: string;
}

/** A labelled slider with the number beside it. */
function slider(
  attributes: string,
  label: string,
  [least, most, start]: readonly [number, number, number],
  shown = start.toFixed(2),
): string {
  const input = `<input type="range" ${attributes} min="${least}" max="${most}" step="0.01" value="${start}">`;
  return `<label class="slider"><span>${label}</span>${input}<output>${shown}</output></label>`;
}

function directionsHtml(directions: readonly Direction[]): string {
  if (directions.length === 0)
    return `<p class="hint">This generator's latent is too large for directions.</p>`;
  const sliders = directions.map(({ share }, at) => {
    const label = `${at + 1} <small>${(100 * share).toFixed(1)} %</small>`;
    return slider(`data-direction="${at}"`, label, [-4, 4, 0]);
  });
  return `<p class="hint">What the first layer answers to most, and its share of all it does.</p>
${sliders.join("\n")}`;
}

/** Only normal numbers can be drawn again. */
const truncationHtml = ({ noise }: PlayData) =>
  noise === "N01" ? slider('id="truncation"', "Truncation", [0.05, 3.5, 3.5], "off") : "";

function classesHtml({ classes }: PlayData): string {
  if (classes.length === 0) return "";
  const options = classes.map((name, at) => `<option value="${at}">${escapeHtml(name)}</option>`);
  return `<div class="row"><label for="class">Class</label>
<select id="class"><option value="-1">in turn</option>${options.join("")}</select></div>`;
}

const controls = (data: PlayData) => `<div class="controls">
<div class="row"><label for="seed">Seed</label>
<button type="button" id="before" aria-label="seed before">−</button>
<input type="number" id="seed" autocomplete="off" min="0" max="4294967295" step="1" value="1">
<button type="button" id="after" aria-label="next seed">+</button>
<button type="button" id="any">Any</button></div>
${classesHtml(data)}
<div class="row"><button type="button" id="walk" class="main" aria-pressed="false">Walk</button>
<button type="button" id="save">Save PNG</button>
<button type="button" id="reset">Sliders back</button></div>
<div>${slider('id="speed"', "Speed", [0.1, 4, 1])}</div>
<div class="latent">${truncationHtml(data)}
${slider('id="spread"', "Spread", [0, 1.5, 1])}</div>
<fieldset class="latent"><legend>Directions</legend>
${directionsHtml(data.directions)}</fieldset>
</div>`;

/** A page to play with a generator, as one text: nothing is loaded from anywhere. */
export function playHtml(data: PlayData, weights: Uint8Array, text: PlayText): string {
  const held = [
    `<script type="application/json" id="play-data">${scriptJson(data)}</script>`,
    `<script type="text/plain" id="play-weights">${Buffer.from(weights).toString("base64")}</script>`,
  ];
  const { width, height } = data;
  const content = `<main>
<header><h1>${escapeHtml(text.title)}</h1><p>${escapeHtml(text.about)}</p></header>
<div class="play">
<figure><canvas id="picture" width="${width}" height="${height}" role="img" aria-labelledby="caption"></canvas>
<figcaption><span id="caption" aria-live="polite">Reading the weights</span><span id="engine"></span></figcaption></figure>
${controls(data)}
</div>
<footer><p>${escapeHtml(text.licence)}</p>
<p>Weights in ${data.bits} bits: pictures differ a little from the lab's. The same seed is the same picture there. Made by gan-atelier.</p></footer>
</main>
${held.join("\n")}`;
  return htmlPage({ title: text.title, style: playStyle, content, scripts: playScripts() });
}

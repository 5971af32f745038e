import { pngUri } from "../show/dataUri.js";
import { escapeHtml } from "../show/escape.js";
import { htmlPage } from "../show/htmlPage.js";
import { reportStyle } from "../show/reportStyle.js";
import { htmlTable } from "../show/table.js";
import type { Confusion } from "./proof/confusion.js";
import type { Proof, Proven } from "./prove.js";
import type { Judged, Scored } from "./recognise.js";

const style = `${reportStyle}
main { max-width: 60rem; }
.verdict { font-size: 1.15rem; padding: 0.8rem 1rem; background: var(--shade); border-left: 4px solid var(--accent); }
.sheet { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.8rem; align-items: stretch; }
.sheet .rows { display: grid; font-size: 0.85rem; }
.sheet .rows span { align-self: center; text-align: right; overflow-wrap: anywhere; max-width: 10rem; }
.sheet img { width: 100%; image-rendering: pixelated; display: block; }
table.heat { border-spacing: 0; }
table.heat td, table.heat th { padding: 0.3rem 0.5rem; text-align: right; white-space: nowrap; font-size: 0.8rem; }
table.heat td.own { outline: 2px solid var(--ink); outline-offset: -2px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(27rem, 1fr)); gap: 0 2rem; }
`;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const spreadOf = ({ bySeed }: Scored) =>
  bySeed.length < 2 ? "" : `${percent(Math.min(...bySeed))} to ${percent(Math.max(...bySeed))}`;

function row(what: string, pictures: string, scored: Scored, chance: number) {
  return {
    "named by": what,
    pictures,
    n: scored.n,
    "balanced accuracy": percent(scored.accuracy),
    "of three seeds": spreadOf(scored),
    chance: percent(chance),
    "p, labels permuted": scored.permutationP.toFixed(4),
    "p, genres renamed": scored.namingP.toFixed(4),
  };
}

const views = {
  whole: "the whole cover",
  colours: "its colours alone",
  shapes: "its drawing alone",
} as const;

function recognition({ classifiers, classHead, genres }: Proof): string {
  const chance = 1 / genres.length;
  const rows = (["whole", "colours", "shapes"] as const).flatMap((view) => {
    const { name, reals, generated } = classifiers[view];
    const what = `${views[view]} (${name})`;
    return [row(what, "held-out reals", reals, chance), row(what, "generated", generated, chance)];
  });
  const head = classHead ? [row("the run's own D", "held-out reals", classHead, chance)] : [];
  return htmlTable([...rows, ...head]);
}

/** A square of numbers, darker where they are larger. */
function heat(
  title: string,
  genres: readonly string[],
  values: readonly (readonly number[])[],
  text: (value: number) => string,
): string {
  const most = Math.max(...values.flat(), 1e-9);
  const head = genres.map((genre) => `<th>${escapeHtml(genre)}</th>`).join("");
  const body = values.map((cells, at) => {
    const tds = cells.map((value, column) => {
      const shade = `background:rgba(11,92,143,${((0.75 * value) / most).toFixed(3)})`;
      return `<td${column === at ? ' class="own"' : ""} style="${shade}">${text(value)}</td>`;
    });
    return `<tr><th>${escapeHtml(genres[at] ?? "")}</th>${tds.join("")}</tr>`;
  });
  return `<figure><figcaption>${title}</figcaption><div class="scroll"><table class="heat"><tr><th></th>${head}</tr>${body.join("")}</table></div></figure>`;
}

const shares = (confusion: Confusion) =>
  confusion.map((cells) => {
    const sum = cells.reduce((total, count) => total + count, 0);
    return cells.map((count) => count / Math.max(1, sum));
  });

function confusions(genres: readonly string[], { reals, generated }: Judged): string {
  const of = (title: string, scored: Scored) =>
    heat(title, genres, shares(scored.confusion), (share) => (100 * share).toFixed(0));
  return `<div class="pair">${of("held-out reals: row named as column, %", reals)}${of("generated: row named as column, %", generated)}</div>`;
}

function perGenre({ genres, counts, diversity }: Proof): string {
  return htmlTable(
    genres.map((genre, at) => ({
      genre,
      "covers learned from": counts.training[at],
      "held out": counts.heldOut[at],
      "distance between generated": diversity.generated[at],
      "between reals": diversity.reals[at],
    })),
  );
}

function sheetOf({ genres }: Proof, sheet: Uint8Array): string {
  const rows = genres.map((genre) => `<span>${escapeHtml(genre)}</span>`).join("");
  return `<div class="sheet"><div class="rows">${rows}</div><img alt="a row for each genre, the same latents in every row" src="${pngUri(sheet)}"></div>`;
}

/** The page of a proof: everything that was measured, with its controls, n, seeds and split. */
export function proofPage({ proof, sheet }: Proven): string {
  const { labelEffect, copies, genres, verdict, classifiers } = proof;
  const control = proof.permutedLabels
    ? "<p><strong>A control:</strong> this run learned from genres that were dealt out to its covers by lot. Here its covers are judged by their true genres.</p>"
    : "";
  const content = `<main>
<h1>Do the covers follow their genre?</h1>
<p>${escapeHtml(proof.title)}. Run ${escapeHtml(proof.run)}, step ${proof.step} (${proof.kimg} kimg), ${proof.imageSize} px, seed ${proof.seed}. ${escapeHtml(proof.data)}.</p>
<p class="verdict">${escapeHtml(verdict.sentence)}</p>
${control}
<h2>Covers</h2>
<p>A row for each genre; every column is one latent.</p>
${sheetOf(proof, sheet)}
<h2>Who names the genre rightly</h2>
<p>Classifiers learn from the training covers only, and from no generated one; the held-out fifth was chosen by each file's content before anything was trained. Of ${genres.length} genres chance names ${percent(1 / genres.length)}, always naming the largest ${percent(proof.majority)} of the held-out covers (${percent(1 / genres.length)} balanced). <i>Drawing alone</i> sees ranks of brightness in place of colours.</p>
<div class="scroll">${recognition(proof)}</div>
${confusions(genres, classifiers.whole)}
<p>p, labels permuted: how often 1,000 permutations of the labels do as well. p, genres renamed: how often the genres' names, dealt out anew, do as well (all ${genres.length <= 7 ? "orders" : "of 1,000 orders"}); a generator that ties each genre to a look of its own, but to no matter which, fails only there.</p>
<h2>Colours</h2>
${heat("Jensen-Shannon distance of colours, generated genre (row) and real genre (column)", genres, proof.colourDistances, (value) => value.toFixed(2))}
<p>In ${proof.nearestRows} of ${genres.length} rows the nearest colours are those of the genre itself.</p>
<h2>What the genre changes</h2>
<p>Of all that differs between the covers of a sheet, the genre explains ${percent(labelEffect.label)}, the latent ${percent(labelEffect.latent)}, only both together ${percent(labelEffect.together)} (means over 8 x 8 parts; 0 % for the genre would mean that it is ignored).</p>
<h2>Inside a genre</h2>
<div class="scroll">${perGenre(proof)}</div>
<p>Root mean square distances in grey levels between any two covers of a genre, 64 at most; much below the reals' is a collapse.</p>
<h2>Copies</h2>
<p>${copies.found} of ${copies.of.toLocaleString("en")} generated covers come as near to a training cover as a copy.</p>
<footer>Made by gan-atelier from run ${escapeHtml(proof.run)}</footer>
</main>`;
  return htmlPage({ title: `Proof: ${proof.run}`, style, content, scripts: [] });
}

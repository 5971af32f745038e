import { escapeHtml } from "../show/escape.js";
import { htmlTable } from "../show/table.js";
import type { Confusion } from "./proof/confusion.js";
import { heat, namedSheet, percent, proofHtml, runLine } from "./proofParts.js";
import type { Proof, Proven } from "./prove.js";
import type { Judged, Scored } from "./recognise.js";
import { viewNames } from "./views.js";

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

function recognition({ classifiers, classHead, genres }: Proof): string {
  const chance = 1 / genres.length;
  const rows = (["whole", "colours", "shapes"] as const).flatMap((view) => {
    const { name, reals, generated } = classifiers[view];
    const what = `${viewNames[view]} (${name})`;
    return [row(what, "held-out reals", reals, chance), row(what, "generated", generated, chance)];
  });
  const head = classHead ? [row("the run's own D", "held-out reals", classHead, chance)] : [];
  return htmlTable([...rows, ...head]);
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

/** The page of a proof: everything that was measured, with its controls, n, seeds and split. */
export function proofPage({ proof, sheet }: Proven): string {
  const { labelEffect, copies, genres, verdict, classifiers } = proof;
  const control = proof.permutedLabels
    ? "<p><strong>A control:</strong> this run learned from genres that were dealt out to its covers by lot. Here its covers are judged by their true genres.</p>"
    : "";
  const content = `<h1>Do the covers follow their genre?</h1>
${runLine(proof)}
<p class="verdict">${escapeHtml(verdict.sentence)}</p>
${control}
<h2>Covers</h2>
<p>A row for each genre; every column is one latent.</p>
${namedSheet(genres, sheet, "a row for each genre, the same latents in every row")}
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
<p>${copies.found} of ${copies.of.toLocaleString("en")} generated covers come as near to a training cover as a copy.</p>`;
  return proofHtml(proof.run, content);
}

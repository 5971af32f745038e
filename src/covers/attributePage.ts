import { escapeHtml } from "../show/escape.js";
import { htmlTable } from "../show/table.js";
import type { Found } from "./proof/attributeVerdict.js";
import { heat, namedSheet, percent, proofHtml, runLine } from "./proofParts.js";
import type { AttributeProof, AttributesProven } from "./proveAttributes.js";
import { type ViewName, viewNames } from "./views.js";

const figure = (value: number) => value.toFixed(2);

function row(what: string, pictures: string, names: readonly string[], found: Found) {
  const each = names.map((name, at) => [name, figure(found.correlations[at] ?? 0)]);
  return { "found by": what, pictures, n: found.n, ...Object.fromEntries(each) };
}

/** Rank correlations of every attribute with what was found of it. */
export function foundRows({ regressors, head, attributes }: AttributeProof) {
  const rows = (Object.keys(viewNames) as ViewName[]).flatMap((view) => {
    const { name, reals, generated } = regressors[view];
    const what = `${viewNames[view]} (${name})`;
    return [
      row(what, "held-out reals", attributes, reals),
      row(what, "generated", attributes, generated),
    ];
  });
  return head ? [...rows, row("the run's own D", "held-out reals", attributes, head)] : rows;
}

function chances({ regressors, attributes }: AttributeProof): string {
  return htmlTable(
    (Object.keys(viewNames) as ViewName[]).flatMap((view) =>
      (["reals", "generated"] as const).map((side) => {
        const { permutationP } = regressors[view][side];
        const each = attributes.map((name, at) => [name, permutationP[at]?.toFixed(4)]);
        const { directionP } = regressors[view].generated;
        return {
          "found by": viewNames[view],
          pictures: side === "reals" ? "held-out reals" : "generated",
          ...Object.fromEntries(each),
          "names and directions": side === "reals" ? "" : directionP.toFixed(4),
        };
      }),
    ),
  );
}

/** The page of a proof about attributes: everything that was measured, with its controls, n, seeds and split. */
export function attributePage({ proof, sheet }: AttributesProven): string {
  const { attributes, verdict, regressors, effects, counts, copies, diversity } = proof;
  const control = proof.permutedLabels
    ? "<p><strong>A control:</strong> this run learned from rows of the table that were dealt out to its covers by lot. Here its covers are judged by their true attributes.</p>"
    : "";
  const answers = attributes.map((name, at) => ({
    attribute: name,
    answer: verdict.each[at],
    "explains, at fixed latents": percent(effects[at] ?? 0),
  }));
  const content = `<h1>Do the covers follow their attributes?</h1>
${runLine(proof)}
<p class="verdict">${escapeHtml(verdict.sentence)}</p>
${control}
${htmlTable(answers)}
<p>At fixed latents: what five levels of one attribute, the others in the middle, explain of all that differs between the covers of a sheet (means over 8 x 8 parts; 0 % would mean that it is ignored). A change need not be the right one: that is asked below.</p>
<h2>Covers</h2>
<p>One latent; a row for each attribute, from its lowest level to its highest, the others in the middle. A level is a share of the covers learned from: 0.9 is above nine tenths of them.</p>
${namedSheet(attributes, sheet, "a row for each attribute from its lowest level to its highest, one latent")}
<h2>What others find in them</h2>
<p>Regressors learn from the ${counts.training.toLocaleString("en")} training covers only, three of each kind with other seeds, and from no generated one; the ${counts.heldOut} held-out covers were chosen by each file's content before anything was trained. Generated covers are asked for at levels drawn evenly and independently. Rank correlations (Spearman) with the table, or with what was asked for:</p>
<div class="scroll">${htmlTable(foundRows(proof))}</div>
${heat("Generated covers: attribute asked for (row) and found (column), by the whole cover", attributes, regressors.whole.matrix, figure)}
<h2>Chance</h2>
<div class="scroll">${chances(proof)}</div>
<p>How often permutations of the rows, 1,000 for every five attributes, do as well; what counts is below 0.01 divided by the number of attributes. Names and directions: how often the attributes that are visible in the reals, given names and directions by lot, do as well; a generator that ties each attribute to a change of its own, but to no matter which, fails only there. <i>Drawing alone</i> sees ranks of brightness in place of colours.</p>
<h2>Diversity and copies</h2>
<p>Root mean square distance of two covers ${diversity.generated.toFixed(1)} grey levels, of reals ${diversity.reals.toFixed(1)} (64 of each). ${copies.found} of ${copies.of.toLocaleString("en")} generated covers come as near to a training cover as a copy.</p>`;
  return proofHtml(proof.run, content);
}

import { pngUri } from "../show/dataUri.js";
import { escapeHtml } from "../show/escape.js";
import { htmlPage } from "../show/htmlPage.js";
import { reportStyle } from "../show/reportStyle.js";

const style = `${reportStyle}
main { max-width: 60rem; }
.verdict { font-size: 1.15rem; padding: 0.8rem 1rem; background: var(--shade); border-left: 4px solid var(--accent); }
.sheet { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.8rem; align-items: stretch; }
.sheet .rows { display: grid; font-size: 0.85rem; }
.sheet .rows span { align-self: center; text-align: right; overflow-wrap: anywhere; max-width: 10rem; }
.sheet img { width: 100%; image-rendering: pixelated; display: block; }
table.heat { border-spacing: 0; }
table.heat td, table.heat th { padding: 0.3rem 0.35rem; text-align: right; white-space: nowrap; font-size: 0.8rem; }
table.heat td.own { outline: 2px solid var(--ink); outline-offset: -2px; }
.pair { display: flex; flex-wrap: wrap; gap: 0 2rem; }
.pair figure { max-width: 100%; }
`;

/** A share as `12.5 %`. */
export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** A square of numbers, darker where they are farther from 0. */
export function heat(
  title: string,
  names: readonly string[],
  values: readonly (readonly number[])[],
  text: (value: number) => string,
): string {
  const most = Math.max(...values.flat().map(Math.abs), 1e-9);
  const head = names.map((name) => `<th>${escapeHtml(name)}</th>`).join("");
  const body = values.map((cells, at) => {
    const tds = cells.map((value, column) => {
      const shade = `background:rgba(11,92,143,${((0.75 * Math.abs(value)) / most).toFixed(3)})`;
      return `<td${column === at ? ' class="own"' : ""} style="${shade}">${text(value)}</td>`;
    });
    return `<tr><th>${escapeHtml(names[at] ?? "")}</th>${tds.join("")}</tr>`;
  });
  return `<figure><figcaption>${title}</figcaption><div class="scroll"><table class="heat"><tr><th></th>${head}</tr>${body.join("")}</table></div></figure>`;
}

/** A sheet of covers with a name beside each row. */
export function namedSheet(names: readonly string[], sheet: Uint8Array, alt: string): string {
  const rows = names.map((name) => `<span>${escapeHtml(name)}</span>`).join("");
  return `<div class="sheet"><div class="rows">${rows}</div><img alt="${alt}" src="${pngUri(sheet)}"></div>`;
}

/** What every proof says of its run first. */
export function runLine(proof: {
  readonly title: string;
  readonly run: string;
  readonly step: number;
  readonly kimg: number;
  readonly imageSize: number;
  readonly seed: number;
  readonly data: string;
}): string {
  return `<p>${escapeHtml(proof.title)}. Run ${escapeHtml(proof.run)}, step ${proof.step} (${proof.kimg} kimg), ${proof.imageSize} px, seed ${proof.seed}. ${escapeHtml(proof.data)}.</p>`;
}

/** A proof's page around its content. */
export function proofHtml(run: string, content: string): string {
  const main = `<main>
${content}
<footer>Made by gan-atelier from run ${escapeHtml(run)}</footer>
</main>`;
  return htmlPage({ title: `Proof: ${run}`, style, content: main, scripts: [] });
}

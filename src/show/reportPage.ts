import { plotlySource } from "./drawSvg.js";
import { escapeHtml } from "./escape.js";
import { htmlPage } from "./htmlPage.js";
import { reportStyle } from "./reportStyle.js";

/** Draws every figure of the page from the data beside it; a browser without scripts keeps the picture. */
const drawFigures = `
for (const figure of document.querySelectorAll("figure.plot")) {
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  const live = figure.querySelector(".live");
  figure.classList.add("drawn");
  Plotly.newPlot(live, data, { ...layout, width: undefined, autosize: true },
    { responsive: true, displaylogo: false, modeBarButtons: [["zoom2d", "pan2d", "resetScale2d", "toImage"]] })
    .catch((error) => { figure.classList.remove("drawn"); console.error(error); });
}
`;

/**
 * A report as a whole page in one text: style, fonts, content and, if there are figures, plotly.js once.
 * @param page.title shown as text, also with HTML in it.
 * @param page.content HTML, already safe.
 * @param page.scripts more scripts that the content needs.
 */
export function reportPage(page: {
  readonly title: string;
  readonly content: string;
  readonly footer: string;
  readonly withFigures: boolean;
  readonly scripts?: readonly string[];
}): string {
  const { title, content, footer, withFigures, scripts = [] } = page;
  const plotly = () => plotlySource().replace(/<\/script/g, "<\\/script");
  return htmlPage({
    title,
    style: reportStyle,
    content: `<main>\n${content}\n<footer>${escapeHtml(footer)}</footer>\n</main>`,
    scripts: [...(withFigures ? [plotly(), drawFigures] : []), ...scripts],
  });
}

import { escapeHtml } from "../escape.js";
import { htmlPage } from "../htmlPage.js";
import type { Board } from "./board.js";
import { boardHtml } from "./boardHtml.js";
import { boardScript } from "./boardScript.js";

const style = `
body { margin: 0; background: #fff; }
main { max-width: 96rem; margin: 0 auto; padding: 1rem clamp(0rem, 2vw, 2rem) 2rem; }
footer { padding: 1rem; color: #5a5a5a; font: 0.8rem/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
@page { size: A4 landscape; margin: 14mm; }
`;

/** A board as one file: no network, plotly.js once, and a form that needs no script. */
export async function boardPage(board: Board): Promise<string> {
  const html = await boardHtml(board);
  return htmlPage({
    title: board.title,
    style,
    content: `<main data-board-page>${html}<footer>${escapeHtml("Made by gan-atelier")}</footer></main>`,
    scripts: [boardScript()],
  });
}

import type { DisplayBundle } from "../display.js";
import type { Board } from "./board.js";
import { boardHtml } from "./boardHtml.js";
import { boardScript } from "./boardScript.js";
import { boardText } from "./boardText.js";

/** A board as an output of a notebook: HTML with its scripts, and text. */
export async function boardOutput(board: Board): Promise<DisplayBundle> {
  const html = `${await boardHtml(board)}\n<script>${boardScript()}</script>`;
  return { "text/html": html, "text/plain": boardText(board) };
}

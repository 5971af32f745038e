import { randomUUID } from "node:crypto";
import { displayWriter } from "./displayWriter.js";
import { escapeHtml } from "./escape.js";

const leastMs = 500;

/** One line in the running cell, shown again in the same place; nothing outside a kernel. */
export interface ProgressLine {
  /** Of many calls, at most two a second are drawn. */
  update(text: string): void;
  /** The last word, which stays. */
  done(text: string): void;
}

/** Opens a line that follows a work. */
export function progressLine(): ProgressLine {
  const transient = { display_id: randomUUID() };
  let [shown, drawnAt] = [false, 0];
  const draw = (text: string) => {
    const html = `<p style="margin:2px 0;color:#555;font-size:90%">${escapeHtml(text)}</p>`;
    const data = { "text/html": html, "text/plain": text };
    displayWriter()?.({ data, metadata: {}, transient }, shown);
    [shown, drawnAt] = [true, Date.now()];
  };
  return {
    update: (text) => {
      if (Date.now() - drawnAt >= leastMs) draw(text);
    },
    done: draw,
  };
}

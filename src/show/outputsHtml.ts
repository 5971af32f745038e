import type { Data, Layout } from "plotly.js";
import { messageOf } from "../errors.js";
import { boardHtml } from "./board/boardHtml.js";
import { boardInHtml } from "./board/boardInHtml.js";
import { escapeHtml, scriptJson } from "./escape.js";
import { type Figure, labelText } from "./figure.js";
import { markdownHtml } from "./markdown.js";
import type { NotebookOutput } from "./readNotebook.js";
import { sanitiseHtml, sanitiseSvg } from "./sanitise.js";
import { figureSvg } from "./static.js";
import { terminalText } from "./terminalText.js";

/** MIME type of a Plotly figure in a notebook. */
const plotlyType = "application/vnd.plotly.v1+json";

type Bundle = Readonly<Record<string, unknown>>;

/** The figure of a bundle, if its JSON is one. */
function figureOf(raw: unknown): Figure | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { data, layout } = raw as { data?: unknown; layout?: unknown };
  if (!Array.isArray(data)) return undefined;
  return { data: data as Data[], layout: (layout ?? {}) as Partial<Layout> };
}

function image(data: Bundle): string | undefined {
  const type = ["image/png", "image/jpeg", "image/gif", "image/webp"].find((name) => name in data);
  if (!type) return undefined;
  const bytes = String(data[type]).replace(/[^A-Za-z\d+/=]/g, "");
  const alt = escapeHtml(String(data["text/plain"] ?? "picture"));
  return `<figure class="picture"><img src="data:${type};base64,${bytes}" alt="${alt}"></figure>`;
}

/** The static picture of a figure: drawn anew, else the one that the notebook has. */
async function staticPicture(figure: Figure, data: Bundle, log: (line: string) => void) {
  try {
    return sanitiseSvg(await figureSvg(figure));
  } catch (error) {
    log(`figure: drawn from the notebook's picture, because ${messageOf(error)}`);
    return image(data) ?? "<p>[figure]</p>";
  }
}

async function plot(figure: Figure, data: Bundle, log: (line: string) => void): Promise<string> {
  const still = await staticPicture(figure, data, log);
  const { title } = figure.layout;
  const label = labelText((typeof title === "string" ? title : title?.text) ?? "figure");
  return (
    `<figure class="plot" role="group" aria-label="${escapeHtml(label)}">` +
    `<div class="still">${still}</div><div class="live"></div>` +
    `<script type="application/json">${scriptJson(figure)}</script></figure>`
  );
}

function text(content: string, kind: string): string {
  const shown = terminalText(content).trimEnd();
  return shown === "" ? "" : `<pre class="${kind}">${escapeHtml(shown)}</pre>`;
}

/** One output in the richest form that a report can show. */
async function outputHtml(output: NotebookOutput, log: (line: string) => void): Promise<string> {
  if (output.kind === "stream")
    return text(output.text, output.name === "stderr" ? "warn" : "text");
  if (output.kind === "error") return text(output.text, "error");
  const { data } = output;
  const figure = figureOf(data[plotlyType]);
  if (figure) return await plot(figure, data, log);
  if (typeof data["text/html"] === "string") {
    const board = boardInHtml(data["text/html"]);
    if (board) return await boardHtml(board);
    return `<div class="html">${sanitiseHtml(data["text/html"])}</div>`;
  }
  if (typeof data["text/markdown"] === "string") return markdownHtml(data["text/markdown"]);
  if (typeof data["image/svg+xml"] === "string") {
    return `<figure class="picture">${sanitiseSvg(data["image/svg+xml"])}</figure>`;
  }
  return image(data) ?? text(String(data["text/plain"] ?? ""), "text");
}

/** Neighbouring pieces of one stream become one piece. */
function mergeStreams(outputs: readonly NotebookOutput[]): NotebookOutput[] {
  const merged: NotebookOutput[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.kind === "stream" && last?.kind === "stream" && last.name === output.name) {
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    } else merged.push(output);
  }
  return merged;
}

/**
 * All outputs of a cell as HTML: figures with their data and a static picture, pictures, tables and
 * panels without scripts, text, errors.
 */
export async function outputsHtml(
  outputs: readonly NotebookOutput[],
  log: (line: string) => void,
): Promise<string> {
  const parts: string[] = [];
  for (const output of mergeStreams(outputs)) parts.push(await outputHtml(output, log));
  return parts.join("\n");
}

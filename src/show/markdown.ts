import type MarkdownIt from "markdown-it";
import { escapeHtml } from "./escape.js";

/** Finds the picture that Markdown names; undefined when there is none to embed. */
export type ImageSource = (name: string) => string | undefined;

let cached: MarkdownIt.MarkdownIt | undefined;

function parser(): MarkdownIt.MarkdownIt {
  if (cached) return cached;
  const create: typeof MarkdownIt = require("markdown-it");
  const made = new create({ html: false, linkify: false, typographer: false });
  made.renderer.rules.image = (tokens, index, _options, env) => {
    const token = tokens[index];
    const name = String(token?.attrGet("src") ?? "");
    const alt = escapeHtml(token?.content ?? "");
    const source = (env?.images as ImageSource | undefined)?.(name);
    if (source) return `<img src="${escapeHtml(source)}" alt="${alt}">`;
    return `<span class="missing">[picture: ${alt || escapeHtml(name)}]</span>`;
  };
  cached = made;
  return made;
}

/** Markdown as HTML. HTML inside it is shown as text; pictures come only from `images`. */
export function markdownHtml(text: string, images: ImageSource = () => undefined): string {
  return parser().render(text, { images });
}

/** Text of the first heading of a Markdown text, without its marks. */
export function firstHeading(text: string): string | undefined {
  const tokens = parser().parse(text, {});
  const at = tokens.findIndex((token) => token.type === "heading_open");
  const inline = at < 0 ? undefined : tokens[at + 1];
  const words = inline?.children?.map((child) => child.content).join("") ?? inline?.content;
  return words?.trim() || undefined;
}

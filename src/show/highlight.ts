import { escapeHtml } from "./escape.js";

const words =
  "abstract as async await break case catch class const continue default delete do else enum export " +
  "extends false finally for from function if implements import in instanceof interface let new null " +
  "of private public readonly return satisfies static super switch this throw true try type typeof " +
  "undefined var void while yield";

const token = new RegExp(
  [
    "(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)",
    "(?<string>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|`(?:\\\\.|[^`\\\\])*`)",
    "(?<number>\\b\\d[\\w.]*\\b)",
    `(?<keyword>\\b(?:${words.split(" ").join("|")})\\b)`,
  ].join("|"),
  "g",
);

/** TypeScript as HTML, with `<span>`s for comments, strings, numbers and keywords. */
export function highlight(code: string): string {
  let html = "";
  let end = 0;
  for (const match of code.matchAll(token)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    html += `${escapeHtml(code.slice(end, match.index))}<span class="${kind}">${escapeHtml(match[0])}</span>`;
    end = (match.index ?? 0) + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}

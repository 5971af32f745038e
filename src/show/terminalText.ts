import { stripVTControlCharacters } from "node:util";

/** Most characters of one text output that a report shows. */
const mostCharacters = 20_000;

/** What a terminal would show at the end: without colours, each line as it was written last. */
export function terminalText(text: string): string {
  const lines = stripVTControlCharacters(text).replace(/\r\n/g, "\n").split("\n");
  const shown = lines.map((line) => line.replace(/\r+$/, "").split("\r").pop() ?? "").join("\n");
  if (shown.length <= mostCharacters) return shown;
  const half = mostCharacters / 2;
  const left = shown.length - mostCharacters;
  return `${shown.slice(0, half)}\n... ${left} characters left out ...\n${shown.slice(-half)}`;
}

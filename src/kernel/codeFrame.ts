/** One line of code with its number and a caret under `column` (both from 1). */
export function codeFrame(code: string, line: number, column: number): string {
  const text = code.split("\n")[line - 1] ?? "";
  const margin = `  ${line} | `;
  const gap = text.slice(0, column - 1).replace(/[^\t]/g, " ");
  return `${margin}${text}\n${" ".repeat(margin.length)}${gap}^`;
}

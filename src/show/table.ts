import { escapeHtml, escapeMarkdown } from "./escape.js";

/** One row of a table: names of columns with their values. */
export type TableRow = Readonly<Record<string, unknown>>;

/** A value as a reader wants it: numbers with at most 4 significant digits after the point. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") {
    if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
    if (Math.abs(value) < 1e-3) return String(Number(value.toPrecision(3)));
    return String(Number(value.toFixed(Math.abs(value) < 10 ? 4 : 1)));
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Names of all columns, in order of first appearance. */
export function columnsOf(rows: readonly TableRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** A table in Markdown; whatever is in head and rows is shown as text, also pipes and HTML. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly unknown[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const body = rows.map((row) => line(row.map((cell) => escapeMarkdown(cellText(cell)))));
  return [line(head.map(escapeMarkdown)), line(head.map(() => "---")), ...body].join("\n");
}

/** How a column stands: numbers to the right, everything else to the left. */
function alignment(rows: readonly TableRow[], column: string): string {
  const values = rows.map((row) => row[column]).filter((value) => value !== undefined);
  const numeric = values.length > 0 && values.every((value) => typeof value === "number");
  return ` style="text-align:${numeric ? "right" : "left"}"`;
}

/** A table in HTML, columns of numbers to the right, others to the left; all text escaped. */
export function htmlTable(rows: readonly TableRow[]): string {
  const columns = columnsOf(rows).map((name) => ({ name, align: alignment(rows, name) }));
  const head = columns.map(({ name, align }) => `<th${align}>${escapeHtml(name)}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map(
      ({ name, align }) => `<td${align}>${escapeHtml(cellText(row[name]))}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

/** A table as plain text in columns. */
export function textTable(rows: readonly TableRow[]): string {
  const columns = columnsOf(rows);
  const cells = [columns, ...rows.map((row) => columns.map((name) => cellText(row[name])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => (row[at] ?? "").length)));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

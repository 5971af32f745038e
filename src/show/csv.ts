import { columnsOf, type TableRow } from "./table.js";

/** A value as RFC 4180 has it: quoted where it holds a comma, a quote or a line's end. */
function field(value: unknown): string {
  if (value === undefined || value === null || Number.isNaN(value)) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV with a head line (RFC 4180); what is not known stays empty. */
export function csvTable(rows: readonly TableRow[], columns = columnsOf(rows)): string {
  const lines = rows.map((row) => columns.map((name) => field(row[name])).join(","));
  return [columns.map(field).join(","), ...lines].join("\n");
}

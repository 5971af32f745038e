import { fields } from "../iterations/settings/field.js";
import type { TableRow } from "../show/table.js";

/** `atelier list settings`: every field that `--set` takes, its values, and what it means. */
export function listSettings(): readonly TableRow[] {
  return fields.map(({ path, allowed, about }) => ({ field: path, values: allowed, about }));
}

import { ConfigError, expected } from "../../errors.js";
import type { Changes } from "../derive.js";
import type { Field } from "./field.js";
import { findField, readValue } from "./field.js";

/** A field and its value, as typed. */
export interface Assignment {
  readonly field: Field;
  readonly value: unknown;
}

/** Reads `training.batchSize=16`. @throws ConfigError for a field or value that cannot be. */
export function parseAssignment(text: string): Assignment {
  const at = text.indexOf("=");
  if (at < 1) {
    const what = "SECTION.FIELD=VALUE, such as training.batchSize=16";
    throw new ConfigError(expected("--set", what, text));
  }
  const field = findField(text.slice(0, at).trim(), "--set");
  return { field, value: readValue(field, text.slice(at + 1), `--set ${field.path}`) };
}

/** A short name's value for a field. */
export function shortAssignment(option: string, path: string, text: string): Assignment {
  const field = findField(path, option);
  return { field, value: readValue(field, text, `${option} (${path})`) };
}

/** Assignments as changes; of two for one field the later wins. */
export function changesOf(assignments: readonly Assignment[]): Changes {
  const changes: Record<string, Record<string, unknown>> = {};
  for (const { field, value } of assignments)
    changes[field.section] = { ...changes[field.section], [field.name]: value };
  return changes;
}

import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { ConfigError, expected, unknownName } from "../../errors.js";
import { type Section, sections } from "../iteration.js";
import { sectionSchemas } from "../schema/sections.js";
import { allowedBy } from "./allowed.js";

/** One field of an iteration. */
export interface Field {
  readonly section: Section;
  readonly name: string;
  /** `training.batchSize` */
  readonly path: string;
  /** Allowed values in words. */
  readonly allowed: string;
  /** What it means. */
  readonly about: string;
  readonly schema: z.ZodTypeAny;
}

/** Every field of an iteration, in order. */
export const fields: readonly Field[] = sections.flatMap((section) =>
  Object.entries<z.ZodTypeAny>(sectionSchemas[section].shape).map(([name, schema]) => ({
    section,
    name,
    path: `${section}.${name}`,
    allowed: allowedBy(schema),
    about: schema.description ?? "",
    schema,
  })),
);

/** The known fields whose name is nearest to one that is unknown. */
function nearest(path: string): string {
  const same = fields.filter(({ name }) => name === path.split(".").at(-1));
  if (same.length > 0) return same.map((field) => field.path).join(" or ");
  const far = (field: Field) =>
    Math.min(
      distance(path, field.path),
      path.includes(".") ? Infinity : distance(path, field.name),
    );
  return fields.reduce((best, field) => (far(field) < far(best) ? field : best)).path;
}

/**
 * A field by its path, `training.batchSize`.
 * @param where who asks, such as `--set`. @throws ConfigError with the nearest known field.
 */
export function findField(path: string, where: string): Field {
  const found = fields.find((field) => field.path === path);
  if (found) return found;
  const [section = ""] = path.split(".");
  const known = fields.filter((field) => field.section === section).map(({ name }) => name);
  const what =
    known.length > 0
      ? `a field of ${section} (${known.join(", ")})`
      : `a field such as ${nearest(path)}`;
  throw new ConfigError(`${expected(where, what, path)}; did you mean ${nearest(path)}?`);
}

/** A value of a field as it is kept. @throws ConfigError with what is allowed. */
export function checkValue(field: Field, value: unknown, where = field.path): unknown {
  const checked = field.schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new ConfigError(expected(where, field.allowed, value));
}

/** A list as one types it in a shell, which takes quotes away: `[colour,cutout]`. */
function bareList(text: string): readonly unknown[] | undefined {
  const inside = /^\[(.*)\]$/.exec(text.trim())?.[1];
  if (inside === undefined) return undefined;
  return inside.trim() === "" ? [] : inside.split(",").map((part) => fromJson(part) ?? part.trim());
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A value as it was typed: JSON, plain text, on or off.
 * @throws ConfigError with what is allowed.
 */
export function readValue(field: Field, text: string, where: string): unknown {
  const flags: Readonly<Record<string, boolean>> = { on: true, off: false };
  const readings = [fromJson(text), bareList(text), flags[text], text];
  const fits = readings.find((value) => field.schema.safeParse(value).success);
  return fits ?? checkValue(field, fromJson(text) ?? text, where);
}

/** The section of a name. @throws ConfigError with those that exist. */
export function findSection(name: string): Section {
  const found = sections.find((section) => section === name);
  if (!found) throw unknownName("set", sections, name);
  return found;
}

import type { z } from "zod";
import { ConfigError, expected } from "../../errors.js";
import { type Changes, derive } from "../derive.js";
import { diff } from "../diff.js";
import type { Difference, Iteration, Section } from "../iteration.js";
import { firstIssue } from "../kinds.js";
import { sectionSchemas } from "../schema/sections.js";
import { allowedBy } from "./allowed.js";
import { checkNetworks } from "./checkNetworks.js";
import { checkEffect } from "./effects.js";
import { checkValue, type Field, findField, findSection } from "./field.js";

/** The end of a preset's name that says how many fields were set by hand. */
const ending = / \+ \d+ changes?$/;

/** `repaired + 2 changes` */
function labelOf(preset: string, changes: readonly Difference[]): string {
  const own = preset.replace(ending, "");
  const { length } = changes;
  return length === 0 ? own : `${own} + ${length} ${length === 1 ? "change" : "changes"}`;
}

/** Fields and values that are asked for, checked one by one. */
function read(changes: Changes): readonly (readonly [Field, unknown])[] {
  return Object.entries(changes).flatMap(([name, asked]) => {
    const section = findSection(name);
    return Object.entries(asked ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => {
        const found = findField(`${section}.${field}`, "set");
        return [found, checkValue(found, value)] as const;
      });
  });
}

/** What a kind of GAN allows in a field, where that is less than the field's own schema. */
function issueError(iteration: Iteration, issue: z.ZodIssue): ConfigError {
  const [section, field] = issue.path as [Section, string];
  const value = (iteration[section] as Readonly<Record<string, unknown>>)[field];
  const allowed =
    issue.code === "invalid_enum_value"
      ? `${issue.options.length > 1 ? "one of " : ""}${issue.options.join(", ")}`
      : issue.code === "too_small"
        ? `at least ${issue.minimum}`
        : allowedBy((sectionSchemas[section].shape as z.ZodRawShape)[field] as z.ZodTypeAny);
  return new ConfigError(expected(issue.path.join("."), allowed, value));
}

/** Earlier changes and new ones as one list against the preset. */
function joined(earlier: readonly Difference[], now: readonly Difference[]): readonly Difference[] {
  const kept = earlier.map((one) => ({
    ...one,
    after: now.find(({ field }) => field === one.field)?.after ?? one.after,
  }));
  const added = now.filter(({ field }) => !earlier.some((one) => one.field === field));
  return [...kept, ...added].filter(({ before, after }) => before !== after);
}

/**
 * An iteration with fields set by hand. It shows as `repaired + 2 changes` and keeps what was
 * changed of its preset; a field that has the value already is no change.
 * @throws ConfigError for a field that does not exist (with the nearest), a value of the wrong type
 * or out of range, a field without effect in this iteration, and settings that do not go together.
 */
export function withChanges(iteration: Iteration, asked: Changes): Iteration {
  const entries = read(asked);
  const changes: Record<string, Record<string, unknown>> = {};
  for (const [{ section, name }, value] of entries)
    changes[section] = { ...changes[section], [name]: value };
  const { preset, parent } = iteration;
  const changed = derive(iteration, { preset }, changes);
  const now = diff(iteration, changed);
  for (const [field] of entries) checkEffect(changed, field);
  if (now.length === 0) return iteration;
  const issue = firstIssue(changed);
  if (issue) throw issueError(changed, issue);
  checkNetworks(changed);
  const all = joined(iteration.changes ?? [], now);
  const { changes: _, parent: own, ...rest } = changed;
  const base = iteration.changes ? parent : own;
  return {
    ...rest,
    ...(base ? { parent: base } : {}),
    preset: labelOf(preset, all),
    ...(all.length > 0 ? { changes: all } : {}),
  };
}

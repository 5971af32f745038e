import { type Difference, type Iteration, sections } from "./iteration.js";

/** A value as a reader writes it: `[64, 64, 64]`, `0.0002`, `none`. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${name} ${part}`)
      .join(", ");
  }
  return String(value);
}

/** Every field, `generator.learningRate`, with its value as text, in the order of the sections. */
export function fieldsOf(iteration: Iteration): ReadonlyMap<string, string> {
  const entries = sections.flatMap((section) =>
    Object.entries(iteration[section]).map(
      ([field, value]) => [`${section}.${field}`, show(value)] as const,
    ),
  );
  return new Map(entries);
}

/** Every field that differs, in the order of the sections. */
export function diff(parent: Iteration, child: Iteration): readonly Difference[] {
  const values = fieldsOf(child);
  return [...fieldsOf(parent)]
    .map(([field, before]) => ({ field, before, after: values.get(field) ?? "" }))
    .filter(({ before, after }) => before !== after);
}

/** `generator.learningRate 0.0001 → 0.0002` */
export function describeDifference({ field, before, after }: Difference): string {
  return `${field} ${before} → ${after}`;
}

import { type Iteration, sections } from "./iteration.js";

/** One field that two iterations do not share. */
export interface Difference {
  /** `generator.learningRate` */
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

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

/** Every field that differs, in the order of the sections. */
export function diff(parent: Iteration, child: Iteration): readonly Difference[] {
  return sections.flatMap((section) => {
    const before: Readonly<Record<string, unknown>> = parent[section];
    const after: Readonly<Record<string, unknown>> = child[section];
    return Object.keys(before)
      .map((field) => ({
        field: `${section}.${field}`,
        before: show(before[field]),
        after: show(after[field]),
      }))
      .filter((difference) => difference.before !== difference.after);
  });
}

/** `generator.learningRate 0.0001 → 0.0002` */
export function describeDifference({ field, before, after }: Difference): string {
  return `${field} ${before} → ${after}`;
}

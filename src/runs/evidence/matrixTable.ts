import type { Letter } from "../../diagnosis/cause.js";
import { causes } from "../../diagnosis/diagnose.js";
import { disagreements } from "./expected.js";
import type { Figures } from "./figures.js";
import { type MatrixRow, without } from "./matrix.js";

const text = (found: readonly Letter[]) => found.join(" ") || "-";

/** Sentences on what disagrees, each once. */
function reasons(rows: readonly MatrixRow[]): readonly string[] {
  const told = (side: "missing" | "besides", of: (row: MatrixRow) => readonly Letter[]) => {
    const where = new Map<Letter, string[]>();
    for (const row of rows)
      for (const letter of of(row))
        where.set(letter, [...(where.get(letter) ?? []), row.iteration]);
    return [...where].map(([letter, names]) => {
      const why = disagreements[letter]?.[side] ?? "not explained yet";
      return `- **${letter}** ${side === "missing" ? "not found" : "found besides"} (${names.join(", ")}): ${why}.`;
    });
  };
  return [
    ...told("missing", ({ expected, found }) => without(expected, found)),
    ...told("besides", ({ expected, found }) => without(found, expected)),
  ];
}

/** The expected causes of every script beside those that its signals name, and why they differ. */
export function matrixTable(
  rows: readonly MatrixRow[],
  all: readonly Pick<Figures, "iteration" | "preset" | "steps" | "diagnosis">[],
): string {
  if (rows.length === 0) return "Not made yet: `npx atelier matrix`.";
  const full = (name: string) => {
    const run = all.find(({ iteration, preset }) => iteration === name && preset === "asRun");
    if (!run) return "not run yet";
    return `${text((run.diagnosis ?? []).map(({ letter }) => letter))} (step ${run.steps.toLocaleString("en")})`;
  };
  const lines = rows.map(({ iteration, expected, found }) => {
    const cells = [
      `${iteration} asRun`,
      text(expected),
      text(found),
      text(without(expected, found)),
      text(without(found, expected)),
      full(iteration),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const agree = rows.flatMap(({ expected, found }) =>
    expected.filter((one) => found.includes(one)),
  );
  const expectedCount = rows.reduce((sum, { expected }) => sum + expected.length, 0);
  return `${agree.length} of ${expectedCount} expected causes are found. Networks, data, latents and view are the
full-size preset's, what shows in training comes from ${rows[0]?.steps} steps of its quick copy; the last column is the run
at full size.

| script | expected | found | not found | besides | at full size |
| --- | --- | --- | --- | --- | --- |
${lines.join("\n")}

${reasons(rows).join("\n")}

${causes.map(({ letter, cause }) => `**${letter}** ${cause}`).join("; ")}.`;
}

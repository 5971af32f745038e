import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Proof } from "../../src/covers/prove.js";
import { projectRoot } from "../../src/project.js";

/** A file of docs/evidence/covers. */
export const evidenceFile = (name: string): string =>
  join(projectRoot(), "docs", "evidence", "covers", name);

/** What an earlier run of a trial left in its file of JSON, to go on with; nothing before the first. */
export const keptRows = <Row>(file: string): Row[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Row[]) : [];

/** The figures of a proof that trials about genres keep. */
export function figuresOf({ classifiers, nearestRows }: Proof) {
  const { whole, colours, shapes } = classifiers;
  return {
    ofReals: whole.reals.accuracy,
    ofGenerated: whole.generated.accuracy,
    withoutColour: shapes.generated.accuracy,
    coloursAlone: colours.generated.accuracy,
    permutationP: whole.generated.permutationP,
    namingP: whole.generated.namingP,
    nearestRows,
  };
}

import { alive, different, type Finding, likeColours, type Pictures, smooth } from "./bounds.js";
import type { Finding as Cause } from "./cause.js";

/** What a verdict is made from. */
export interface Evidence extends Pictures {
  /** Causes that the signals name; none of a run without signals. */
  readonly causes: readonly Pick<Cause, "letter" | "sign">[];
}

/** Claims, and one sentence made from them. */
export interface Verdict {
  readonly works: boolean;
  readonly sentence: string;
  readonly findings: readonly Finding[];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What went wrong: the signs of the causes that were found, and outputs at the ends of the range. */
function symptoms({ samples, reals, causes }: Evidence): readonly string[] {
  const found = causes.map(({ letter, sign }) => `${sign} (${letter})`);
  if (samples.saturation < Math.max(0.95, reals.saturation + 0.05)) return found;
  return [...found, `${percent(samples.saturation)} of the outputs are at the ends of the range`];
}

/** Judges a run by its numbers alone; it never asks which preset was run. */
export function judge(evidence: Evidence): Verdict {
  const findings = [smooth, different, likeColours, alive].flatMap(
    (bound) => bound(evidence) ?? [],
  );
  const works = findings.every(({ holds }) => holds);
  const text = ({ value, bound }: Finding) => `${value}, ${bound}`;
  const failed = findings.filter(({ holds }) => !holds).map(text);
  const reasons = [...symptoms(evidence), ...failed];
  const start = works ? "Works by these bounds" : "Does not work";
  const sentence = `${start}: ${(works && reasons.length === 0 ? findings.map(text) : reasons).join("; ")}.`;
  return { works, sentence, findings };
}

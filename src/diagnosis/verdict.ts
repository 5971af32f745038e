import type { Finding as Cause } from "./cause.js";
import type { Measures } from "./measures.js";

/** What a verdict is made from. */
export interface Evidence {
  readonly samples: Measures;
  readonly reals: Measures;
  /** Spread of the samples over latents with batch statistics, in grey levels. */
  readonly trainingSpread: number;
  /** Causes that the signals name; none of a run without signals. */
  readonly causes: readonly Pick<Cause, "letter" | "sign">[];
}

/** One checked claim. */
export interface Finding {
  readonly claim: string;
  readonly holds: boolean;
  readonly evidence: string;
}

/** Claims, and one sentence made from them. */
export interface Verdict {
  readonly works: boolean;
  readonly sentence: string;
  readonly findings: readonly Finding[];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The bounds that pictures of a working preset must keep. */
function bounds({ samples, reals, trainingSpread }: Evidence): readonly Finding[] {
  const gap = Math.abs(samples.lag1 - reals.lag1);
  return [
    {
      claim: "neighbouring pixels go together as in real pictures",
      holds: gap <= 0.15,
      evidence: `lag-1 ${samples.lag1.toFixed(2)}, reals ${reals.lag1.toFixed(2)}, allowed difference 0.15`,
    },
    {
      claim: "two samples differ as two real pictures do",
      holds: samples.betweenSamples < reals.betweenSamples + 0.2,
      evidence: `correlation between samples ${samples.betweenSamples.toFixed(2)}, reals ${reals.betweenSamples.toFixed(2)}, allowed + 0.20`,
    },
    {
      claim: "the latent decides the picture while training",
      holds: trainingSpread > 0,
      evidence: `spread over latents in training mode ${trainingSpread.toFixed(2)} grey levels, reals ${reals.spread.toFixed(1)}`,
    },
  ];
}

/** What went wrong: the signs of the causes that were found, and outputs at the ends of the range. */
function symptoms({ samples, reals, causes }: Evidence): readonly string[] {
  const found = causes.map(({ letter, sign }) => `${sign} (${letter})`);
  if (samples.saturation < Math.max(0.95, reals.saturation + 0.05)) return found;
  return [...found, `${percent(samples.saturation)} of the outputs are at the ends of the range`];
}

/** Judges a run by its numbers alone; it never asks which preset was run. */
export function judge(evidence: Evidence): Verdict {
  const findings = bounds(evidence);
  const works = findings.every(({ holds }) => holds);
  const failed = findings.filter(({ holds }) => !holds).map(({ evidence: numbers }) => numbers);
  const reasons = [...symptoms(evidence), ...(works ? [] : failed)];
  const start = works ? "Works by these bounds" : "Does not work";
  const sentence = `${start}: ${(works && reasons.length === 0 ? findings.map((finding) => finding.evidence) : reasons).join("; ")}.`;
  return { works, sentence, findings };
}

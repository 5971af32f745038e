import { mean } from "./correlation.js";
import type { Measures } from "./measures.js";

/** What a verdict is made from. */
export interface Evidence {
  readonly samples: Measures;
  readonly reals: Measures;
  /** Spread of the samples over latents with batch statistics, in grey levels. */
  readonly trainingSpread: number;
  /** Mean D(real) and D(fake) of the last tenth of the run. */
  readonly dReal: number;
  readonly dFake: number;
  /** Largest value of a real as the discriminator saw it. */
  readonly largestInput: number;
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

/** Signs of the failures that the report's scripts share, by the letters of the causes. */
function symptoms({
  samples,
  reals,
  trainingSpread,
  dReal,
  largestInput,
}: Evidence): readonly string[] {
  const found: string[] = [];
  if (largestInput > 2) {
    found.push(
      `reals reach D as numbers up to ${largestInput.toFixed(0)} (A), D(real) = ${dReal.toFixed(3)}`,
    );
  }
  if (trainingSpread === 0) found.push("in training G draws one picture whatever the latent (B)");
  if (samples.saturation >= Math.max(0.95, reals.saturation + 0.05)) {
    found.push(`${percent(samples.saturation)} of the outputs are at the ends of the range`);
  }
  return found;
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

/** Mean of a column over the last tenth of the rows. */
export function lastMean(
  rows: readonly Readonly<Record<string, number>>[],
  column: string,
): number {
  const tail = rows.slice(-Math.max(1, Math.ceil(rows.length / 10)));
  return mean(tail.flatMap((row) => row[column] ?? []));
}

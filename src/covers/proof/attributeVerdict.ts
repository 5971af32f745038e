import { leastDirectionP } from "./rankCorrelation.js";

/** How far a regressor that never saw the generator finds attributes in some covers. */
export interface Found {
  readonly n: number;
  /** Rank correlation of each attribute with what is found. */
  readonly correlations: readonly number[];
  /** Of rows dealt out anew (`correlationP`), for each attribute. */
  readonly permutationP: readonly number[];
}

/** What one kind of regressor finds in held-out reals and in generated covers. */
export interface FoundBoth {
  readonly reals: Found;
  /** `directionP` is of the attributes that are visible in the reals. */
  readonly generated: Found & { readonly directionP: number };
}

/** What a verdict is made from. */
export interface AttributeEvidence {
  readonly attributes: readonly string[];
  readonly whole: FoundBoth;
  /** By a regressor that sees no colour. */
  readonly shapes: FoundBoth;
}

/** The four answers to "does the cover follow the attribute?". */
export const attributeAnswers = [
  "works",
  "colour only",
  "ignored",
  "not visible in the reals",
] as const;
export type AttributeAnswer = (typeof attributeAnswers)[number];

/** An answer for each attribute, the best of them, and their sentence. */
export interface AttributeVerdict {
  readonly answer: AttributeAnswer;
  readonly each: readonly AttributeAnswer[];
  readonly sentence: string;
}

/** A result that chance gives less often than this counts; divided among attributes (Bonferroni). */
const SIGNIFICANT = 0.01;

/** Which attributes can be found in the reals at all. */
export function visibleIn({ permutationP }: Found): readonly boolean[] {
  return permutationP.map((p) => p < SIGNIFICANT / permutationP.length);
}

/** Which attributes the generated covers follow, as one kind of regressor sees it. */
function followed({ reals, generated }: FoundBoth): readonly boolean[] {
  const visible = visibleIn(reals);
  const count = visible.filter(Boolean).length;
  const least = leastDirectionP(count);
  const named = generated.directionP <= Math.max(SIGNIFICANT, least + 1e-12);
  const found = visibleIn(generated);
  return visible.map((seen, at) => seen && named && (found[at] as boolean));
}

const figure = (value: number | undefined) => (value ?? 0).toFixed(2);

/** The attributes of one answer with what was found of them, in words. */
function clause(answer: AttributeAnswer, names: readonly number[], evidence: AttributeEvidence) {
  const { attributes, whole, shapes } = evidence;
  const list = names
    .map((at) => {
      const drawn =
        answer === "works" ? `, ${figure(shapes.generated.correlations[at])} without colour` : "";
      const generated =
        answer === "not visible in the reals"
          ? ""
          : `${figure(whole.generated.correlations[at])}${drawn}; `;
      return `${attributes[at]} (${generated}held-out reals ${figure(whole.reals.correlations[at])})`;
    })
    .join(", ");
  const words: Readonly<Record<AttributeAnswer, string>> = {
    works: `covers follow ${list}`,
    "colour only": `by their colours alone ${list}`,
    ignored: `they do not follow ${list}`,
    "not visible in the reals": `nothing can be said of ${list}, which even real covers do not show`,
  };
  return words[answer];
}

/**
 * Whether generated covers follow their attributes: found above chance by an independent regressor,
 * both among covers (rows permuted) and among attributes (names and directions permuted), and
 * whether that holds without colour. In brackets rank correlations.
 */
export function attributeVerdict(evidence: AttributeEvidence): AttributeVerdict {
  const { attributes, whole, shapes } = evidence;
  const visible = visibleIn(whole.reals);
  const [byAll, byShapes] = [followed(whole), followed(shapes)];
  const each = attributes.map((_, at): AttributeAnswer => {
    if (!visible[at]) return "not visible in the reals";
    if (!byAll[at]) return "ignored";
    return byShapes[at] ? "works" : "colour only";
  });
  const clauses = attributeAnswers.flatMap((answer) => {
    const own = each.flatMap((one, at) => (one === answer ? [at] : []));
    return own.length > 0 ? [clause(answer, own, evidence)] : [];
  });
  const answer = attributeAnswers.find((one) => each.includes(one)) ?? "not visible in the reals";
  const tested = `rank correlations, ${whole.generated.n.toLocaleString("en")} generated covers and ${whole.reals.n} held-out reals, p = ${whole.generated.directionP.toFixed(4)} for names and directions by lot`;
  return { answer, each, sentence: `${answer}: ${clauses.join("; ")} (${tested}).` };
}

/** How well a classifier that never saw the generator names the genres of some covers. */
export interface Recognition {
  readonly n: number;
  /** Balanced: 1 / K by chance. */
  readonly accuracy: number;
  /** Of labels dealt out anew (`permutationP`), and of genres named by lot (`namingP`). */
  readonly permutationP: number;
  readonly namingP: number;
}

/** What a verdict is made from: recognition of held-out reals and of generated covers. */
export interface Evidence {
  readonly classes: number;
  readonly reals: Recognition;
  readonly generated: Recognition;
  /** The same by a classifier that sees no colour. */
  readonly shapes: { readonly reals: Recognition; readonly generated: Recognition };
}

/** The four answers to "does the cover follow its genre?". */
export type GenreAnswer = "works" | "colour only" | "ignored" | "genre not visible in the reals";

/** An answer and its sentence. */
export interface GenreVerdict {
  readonly answer: GenreAnswer;
  readonly sentence: string;
}

/** A result that chance gives less often than this counts. */
const SIGNIFICANT = 0.01;

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

/** Few classes have few names to swap: the best that a naming test can then say is 1 / K!. */
function isReal({ permutationP, namingP }: Recognition, classes: number): boolean {
  const least = 1 / factorial(classes);
  return permutationP < SIGNIFICANT && namingP <= Math.max(SIGNIFICANT, least + 1e-12);
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const pOf = ({ permutationP, namingP }: Recognition) =>
  `p = ${Math.max(permutationP, namingP).toFixed(4)}`;

function answerOf({ classes, reals, generated, shapes }: Evidence): GenreAnswer {
  if (!(reals.permutationP < SIGNIFICANT)) return "genre not visible in the reals";
  if (!isReal(generated, classes)) return "ignored";
  return isReal(shapes.generated, classes) ? "works" : "colour only";
}

/**
 * Whether generated covers follow their genre: named above chance by an independent classifier, both
 * among covers (labels permuted) and among genres (names permuted), each below 1 % by chance; and
 * whether that holds without colour.
 */
export function genreVerdict(evidence: Evidence): GenreVerdict {
  const { classes, reals, generated, shapes } = evidence;
  const answer = answerOf(evidence);
  const chance = percent(1 / classes);
  const ofReals = `${percent(reals.accuracy)} of ${reals.n} held-out reals`;
  const ofFakes = `${percent(generated.accuracy)} of ${generated.n.toLocaleString("en")} generated covers`;
  const sentences: Readonly<Record<GenreAnswer, string>> = {
    works: `an independent classifier names ${ofFakes} rightly, ${percent(shapes.generated.accuracy)} without any colour, where chance is ${chance} (${pOf(generated)}) and reals give ${percent(reals.accuracy)}`,
    "colour only": `an independent classifier names ${ofFakes} rightly (chance ${chance}, ${pOf(generated)}), but without colour ${percent(shapes.generated.accuracy)}, which chance explains (${pOf(shapes.generated)})`,
    ignored: `an independent classifier names ${ofReals} rightly but only ${ofFakes}, which chance, ${chance}, explains (${pOf(generated)})`,
    "genre not visible in the reals": `even of held-out reals an independent classifier names only ${percent(reals.accuracy)} of ${reals.n} rightly, where chance is ${chance} (p = ${reals.permutationP.toFixed(4)}); nothing can be said of generated covers`,
  };
  return { answer, sentence: `${answer}: ${sentences[answer]}.` };
}

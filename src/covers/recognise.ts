import { Random } from "../engine/random.js";
import type { Augmentation } from "../iterations/iteration.js";
import type { Network } from "../nets/layer.js";
import { classRows, trainClassifier } from "./classifier.js";
import { balancedAccuracy, type Confusion, confusionOf } from "./proof/confusion.js";
import type { Recognition } from "./proof/genreVerdict.js";
import { namingP, permutationP } from "./proof/permutation.js";

/** Numbers with a class each. */
export interface Labelled {
  readonly values: Float32Array;
  readonly labels: Int32Array;
}

/** Recognition, which genres were taken for which, and how much the seed matters. */
export interface Scored extends Recognition {
  readonly confusion: Confusion;
  /** Accuracy of each of the classifiers alone, which differ in their seed. */
  readonly bySeed: readonly number[];
}

/** What a kind of classifier makes of held-out reals and of generated covers. */
export interface Judged {
  readonly name: string;
  readonly reals: Scored;
  readonly generated: Scored;
}

/** A kind of classifier: its network, and what it learns from. */
export interface Judging {
  readonly name: string;
  readonly network: Network;
  readonly steps: number;
  readonly augment?: readonly Augmentation[];
  readonly training: Labelled;
  readonly heldOut: Labelled;
  readonly generated: Labelled;
}

/** The class with the most probability, of every row. */
export function guesses(probabilities: Float32Array, classes: number): Int32Array {
  return Int32Array.from({ length: probabilities.length / classes }, (_, row) => {
    const own = probabilities.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}

/** Scores guesses about some examples. */
export function score(
  labels: Int32Array,
  guessed: Int32Array,
  classes: number,
  seed: number,
  bySeed: readonly number[] = [],
): Scored {
  const random = new Random(seed, "permutations");
  const confusion = confusionOf(labels, guessed, classes);
  return {
    n: labels.length,
    accuracy: balancedAccuracy(confusion),
    permutationP: permutationP(labels, guessed, classes, random),
    namingP: namingP(confusion, random),
    confusion,
    bySeed,
  };
}

const added = (parts: readonly Float32Array[]) =>
  (parts[0] as Float32Array).map((_, at) =>
    parts.reduce((sum, part) => sum + (part[at] as number), 0),
  );

/**
 * Trains a kind of classifier on the training reals from three seeds and lets them judge held-out
 * reals and generated covers together (mean of their probabilities).
 */
export async function recognise(
  judging: Judging,
  { classes, seed, signal }: { classes: number; seed: number; signal?: AbortSignal },
): Promise<Judged> {
  const { network, training, steps, augment } = judging;
  const told = classRows(training.labels, classes);
  const examples = { ...training, told, shape: network.input };
  const answers: Record<"heldOut" | "generated", Float32Array[]> = { heldOut: [], generated: [] };
  for (const own of [seed, seed + 1, seed + 2]) {
    const options = { classes, seed: own, steps, ...(augment ? { augment } : {}) };
    const classifier = await trainClassifier(network, examples, {
      ...options,
      ...(signal ? { signal } : {}),
    });
    for (const side of ["heldOut", "generated"] as const)
      answers[side].push(classifier.ask(judging[side].values));
    classifier.dispose();
  }
  const of = (side: "heldOut" | "generated") => {
    const { labels } = judging[side];
    const bySeed = answers[side].map((part) =>
      balancedAccuracy(confusionOf(labels, guesses(part, classes), classes)),
    );
    return score(labels, guesses(added(answers[side]), classes), classes, seed, bySeed);
  };
  return { name: judging.name, reals: of("heldOut"), generated: of("generated") };
}

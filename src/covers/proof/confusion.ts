/** How often pictures of each class were taken for each: `[class][guess]`. */
export type Confusion = readonly (readonly number[])[];

/** Counts guesses by class. */
export function confusionOf(
  labels: ArrayLike<number>,
  guesses: ArrayLike<number>,
  classes: number,
): Confusion {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let at = 0; at < labels.length; at++) {
    const row = counts[labels[at] as number] as number[];
    row[guesses[at] as number] = (row[guesses[at] as number] ?? 0) + 1;
  }
  return counts;
}

/** Mean over the classes of the share that was guessed rightly: 1 / K by chance, whatever the counts. */
export function balancedAccuracy(confusion: Confusion): number {
  const shares = confusion.flatMap((row, label) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return sum === 0 ? [] : [(row[label] as number) / sum];
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

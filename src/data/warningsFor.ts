import type { DataSet } from "./dataSet.js";

/** Warnings that a data set deserves before a long run: too few pictures, labels out of balance. */
export function warningsFor(dataSet: DataSet): string[] {
  const { count, labels } = dataSet;
  const warnings: string[] = [];
  if (count < 200) warnings.push(`only ${count} pictures: augment them, and check for copies`);
  else if (count < 500) warnings.push(`only ${count} pictures: about 1,000 make a good network`);
  const counts = labelCounts(dataSet);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (labels.length > 1 && most > 4 * least)
    warnings.push(`labels out of balance: from ${least} to ${most} pictures each`);
  return warnings;
}

/** Number of pictures of each label, in the order of `labels`. */
export function labelCounts({ labels, labelOf, count }: DataSet): number[] {
  const counts = labels.map(() => 0);
  for (let index = 0; index < count; index++) {
    const label = labelOf(index);
    if (label >= 0) counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}

/**
 * Pearson's correlation of two equally long lists; 1 for two constant lists that agree, 0 where
 * only one varies.
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [sumA, sumB, sumAA, sumBB, sumAB, same] = [0, 0, 0, 0, 0, true];
  const [firstA, firstB] = [a[0] ?? 0, b[0] ?? 0]; // counted from here, constant lists give exact zeros
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [(a[index] as number) - firstA, (b[index] as number) - firstB];
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
    same &&= a[index] === b[index];
  }
  const n = a.length;
  const spread = Math.sqrt((n * sumAA - sumA * sumA) * (n * sumBB - sumB * sumB));
  if (!(spread > 0)) return same ? 1 : 0;
  return (n * sumAB - sumA * sumB) / spread;
}

/** Arithmetic mean; 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Positions that are nearest to `count` logarithmic steps from the first to the last. */
function spread(positions: readonly number[], count: number): readonly number[] {
  const first = positions.find((kimg) => kimg > 0) ?? 1;
  const last = positions.at(-1) ?? first;
  return Array.from({ length: count }, (_, index) => {
    const wanted = first * (last / first) ** (index / Math.max(1, count - 1));
    return positions.reduce((best, one) =>
      Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best,
    );
  });
}

/**
 * Where a slider for several runs can stand: the places (kimg) at which any of them has a picture;
 * if there are more than `most`, a selection that grows denser towards the start, with every run's
 * first and last.
 */
export function stagesOf(runs: readonly (readonly number[])[], most: number): readonly number[] {
  const ascending = (some: Iterable<number>) => [...new Set(some)].sort((a, b) => a - b);
  const all = ascending(runs.flat());
  if (all.length <= most) return all;
  const ends = ascending(runs.flatMap((kimgs) => [kimgs[0] ?? 0, kimgs.at(-1) ?? 0]));
  return ascending([...ends, ...spread(all, Math.max(2, most - ends.length))]);
}

/** Which of a run's ascending places is the latest that is not after `kimg`; -1 for none. */
export function latestAt(kimgs: readonly number[], kimg: number): number {
  return kimgs.filter((one) => one <= kimg).length - 1;
}

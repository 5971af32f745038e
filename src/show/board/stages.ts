/** The positions nearest to some places. */
function nearest(positions: readonly number[], places: readonly number[]): readonly number[] {
  return places.map((place) =>
    positions.reduce((best, one) => (Math.abs(one - place) < Math.abs(best - place) ? one : best)),
  );
}

/** Places from the first picture that was trained for to the last: half by ratio, half by distance. */
function spread(positions: readonly number[], count: number): readonly number[] {
  const first = positions.find((kimg) => kimg > 0) ?? 1;
  const last = positions.at(-1) ?? first;
  const half = Math.ceil(count / 2);
  const shares = Array.from({ length: half }, (_, index) => index / Math.max(1, half - 1));
  const places = shares.flatMap((share) => [
    first * (last / first) ** share,
    first + (last - first) * share,
  ]);
  return nearest(positions, places.slice(0, count));
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

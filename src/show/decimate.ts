/** Points of a line; a `y` that is not finite is a gap. */
export interface Line {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Indices of the smallest and largest value of `y[start..end)`, in order; one if they coincide. */
function extremes(y: readonly number[], start: number, end: number): number[] {
  let low = start;
  let high = start;
  for (let index = start; index < end; index++) {
    if (!((y[index] as number) >= (y[low] as number))) low = index;
    if (!((y[index] as number) <= (y[high] as number))) high = index;
  }
  if (low === high) return [low];
  return low < high ? [low, high] : [high, low];
}

/**
 * At most `most` points (from 4 up) of a line, chosen so that it looks the same: first, last, and
 * the smallest and largest of each of equal stretches between them. A short line comes back as it is.
 */
export function decimate(line: Line, most = 2000): Line {
  const { x, y } = line;
  const count = Math.min(x.length, y.length);
  if (count <= most) return { x: x.slice(0, count), y: y.slice(0, count) };
  const buckets = Math.floor((most - 2) / 2);
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = 1 + Math.floor((bucket * (count - 2)) / buckets);
    const end = 1 + Math.floor(((bucket + 1) * (count - 2)) / buckets);
    kept.push(...extremes(y, start, end));
  }
  kept.push(count - 1);
  return {
    x: kept.map((index) => x[index] as number),
    y: kept.map((index) => y[index] as number),
  };
}

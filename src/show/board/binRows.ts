import type { BinnedLine, BoardCurves } from "./board.js";

type Row = Readonly<Record<string, number>>;

/** Columns that are places along a run, not quantities. */
const places = ["step", "kimg", "seconds"] as const;

const digits = (value: number, count: number) => Number(value.toPrecision(count));

/** The rows of each bin: as many bins as rows, but at most `most`. */
function binsOf(rows: readonly Row[], most: number): readonly (readonly Row[])[] {
  const count = Math.min(most, rows.length);
  return Array.from({ length: count }, (_, bin) =>
    rows.slice(
      Math.floor((bin * rows.length) / count),
      Math.floor(((bin + 1) * rows.length) / count),
    ),
  );
}

function line(bins: readonly (readonly Row[])[], key: string): BinnedLine {
  const mean: (number | null)[] = [];
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  let several = false;
  for (const bin of bins) {
    let [sum, count, least, most] = [0, 0, Infinity, -Infinity];
    for (const row of bin) {
      const value = row[key];
      if (value === undefined || !Number.isFinite(value)) continue;
      sum += value;
      count++;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    several ||= count > 1;
    mean.push(count > 0 ? digits(sum / count, 4) : null);
    low.push(count > 0 ? digits(least, 4) : null);
    high.push(count > 0 ? digits(most, 4) : null);
  }
  return several ? { mean, low, high } : { mean };
}

/** Every quantity of a run's rows, in order of first appearance. */
export function quantitiesOf(rows: readonly Row[]): readonly string[] {
  const keys = new Set<string>();
  for (const row of rows) for (const key in row) keys.add(key);
  return [...keys].filter((key) => !(places as readonly string[]).includes(key));
}

/**
 * A run's statistics in at most `most` bins of neighbouring rows. A bin stands at its last row, so
 * that the last bin stands at the run's end. Values that are not finite are left out of their bin.
 */
export function binRows(rows: readonly Row[], most = 400): BoardCurves {
  const bins = binsOf(rows, most);
  const at = (key: string) => bins.map((bin) => digits(bin.at(-1)?.[key] ?? 0, 7));
  const [step, kimg, seconds] = places.map(at) as [number[], number[], number[]];
  const lines = quantitiesOf(rows).map((key) => [key, line(bins, key)] as const);
  return { step, kimg, seconds, lines: Object.fromEntries(lines) };
}

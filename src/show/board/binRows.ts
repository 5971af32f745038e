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
  const values = bins.map((bin) => bin.flatMap((row) => row[key] ?? []).filter(Number.isFinite));
  const each = (reduce: (some: readonly number[]) => number) =>
    values.map((some) => (some.length > 0 ? digits(reduce(some), 4) : null));
  const mean = each((some) => some.reduce((sum, value) => sum + value, 0) / some.length);
  if (values.every((some) => some.length < 2)) return { mean };
  return { mean, low: each((some) => Math.min(...some)), high: each((some) => Math.max(...some)) };
}

/** Every quantity of a run's rows, in order of first appearance. */
export function quantitiesOf(rows: readonly Row[]): readonly string[] {
  const keys = new Set(rows.flatMap((row) => Object.keys(row)));
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

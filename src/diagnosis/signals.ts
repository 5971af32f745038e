import type { DataSignals } from "../data/dataSignals.js";
import { mean } from "./correlation.js";
import type { NetworkSignals } from "./networkSignals.js";

/** Mean and standard deviation of some latents. */
export interface LatentSignals {
  readonly mean: number;
  readonly sd: number;
}

/** What the pictures of a run do to what they show. */
export interface ViewSignals {
  /** Factor by which a faint pattern's contrast grows: 1 shows it as it is. */
  readonly contrast: number;
  /** Channels of the pattern that leave a trace in its picture. */
  readonly channelsShown: number;
  readonly channels: number;
}

/** Signals that are there before the first step; the others are columns of `stats.jsonl`. */
export interface StartSignals {
  readonly networks: NetworkSignals;
  readonly data: DataSignals;
  readonly latents: { readonly trained: LatentSignals; readonly sampled: LatentSignals };
  readonly view: ViewSignals;
}

/** One row of a run's statistics; rows of a probed step have the signals' columns too. */
export type SignalRow = Readonly<Record<string, number>>;

/** All that a diagnosis is made from: what was measured, never what was set. */
export interface Signals {
  readonly start: StartSignals;
  readonly rows: readonly SignalRow[];
}

/** Rows of probed steps. */
export const probed = (rows: readonly SignalRow[]) =>
  rows.filter((row) => row.trainingSpread !== undefined);

/** A column's values at probed steps, in order. */
export function column(signals: Signals, name: string): readonly number[] {
  return probed(signals.rows).flatMap((row) => row[name] ?? []);
}

/** Median of the later half of a column's values; undefined where it has none. */
export function late(signals: Signals, name: string): number | undefined {
  const values = column(signals, name);
  const half = values.slice(Math.floor(values.length / 2)).sort((a, b) => a - b);
  return half[half.length >> 1];
}

/** Mean of a column over the last tenth of the rows. */
export function lastMean(rows: readonly SignalRow[], name: string): number {
  const tail = rows.slice(-Math.max(1, Math.ceil(rows.length / 10)));
  return mean(tail.flatMap((row) => row[name] ?? []));
}

/** Width of the reals' range as D sees them. */
export function inputWidth(signals: Signals): number {
  return Math.max(...column(signals, "inputMax")) - Math.min(...column(signals, "inputMin"));
}

/** Width of the range that G can reach. */
export const outputWidth = ({ start: { networks } }: Signals) =>
  networks.outputHigh - networks.outputLow;

import type { Signals } from "./signals.js";

/** The causes of failure by the letters of the report's post-mortem. */
export const letters = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"] as const;
export type Letter = (typeof letters)[number];

/** What to set, and to what. */
export interface Cure {
  readonly field: string;
  readonly value: string;
}

/** A cause that was found. */
export interface Finding {
  readonly letter: Letter;
  readonly cause: string;
  /** The plainest sign, a clause for a verdict. */
  readonly sign: string;
  /** One sentence of numbers. */
  readonly evidence: string;
  readonly cures: readonly Cure[];
  /** What these signals leave open. */
  readonly cannotTell: string;
}

/** Looks for one cause in a run's signals. */
export type Look = (signals: Signals) => Omit<Finding, "letter" | "cause"> | undefined;

/** A cause and how it is looked for. */
export interface Cause {
  readonly letter: Letter;
  readonly cause: string;
  readonly look: Look;
}

export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Three significant digits, without zeros at the end. */
export const short = (value: number | undefined) =>
  value === undefined ? "-" : String(Number(value.toPrecision(3)));

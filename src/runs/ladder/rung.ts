import { hasDefect } from "../../iterations/switches/withSwitches.js";
import { diagnoseRun, keptSignals } from "../diagnoseRun.js";
import { judgeRun } from "../judgeRun.js";
import type { Run } from "../run.js";

/** The faults that a ladder takes off, by the letter of the cause. */
export const faults = {
  A: "raw255Input",
  B: "batchOneBN",
  C: "balanceGate",
  D: "latentBottleneck",
  E: "singleStrideDiscriminator",
  F: "inertDropout",
} as const;
export type Fault = keyof typeof faults;

/** One run of a ladder: the faults that it still has, and what its pictures measure. */
export interface Rung {
  readonly label: string;
  readonly has: readonly Fault[];
  readonly saturation: number;
  readonly lag1: number;
  readonly realLag1: number;
  readonly betweenSamples: number;
  /** Spread over latents in training mode, grey levels. */
  readonly trainingSpread: number;
  /** Sliced Wasserstein distances to real pictures. */
  readonly patches: number;
  readonly blurredPatches: number;
  readonly letters: readonly string[];
  readonly works: boolean;
}

const names = Object.keys(faults) as readonly Fault[];

/** A finished run as a rung; undefined for one that was stopped before its measures. */
export function rungOf(run: Run): Rung | undefined {
  const { measures, iteration } = run;
  if (!measures) return undefined;
  const { samples, reals, trainingSpread, quality } = measures;
  return {
    label: iteration.preset,
    has: names.filter((name) => hasDefect(iteration, faults[name])),
    saturation: samples.saturation,
    lag1: samples.lag1,
    realLag1: reals.lag1,
    betweenSamples: samples.betweenSamples,
    trainingSpread,
    patches: quality?.slicedWasserstein.samples ?? Number.NaN,
    blurredPatches: quality?.slicedWasserstein.blurred ?? Number.NaN,
    letters: keptSignals(run) ? diagnoseRun(run).map(({ letter }) => letter) : [],
    works: judgeRun(run).works,
  };
}

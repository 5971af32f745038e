import { mean } from "../../diagnosis/correlation.js";
import type { SignalRow } from "../../diagnosis/signals.js";
import type { RunMeasures } from "../measureRun.js";

/** What a run left that a fault may have changed. */
export interface Outcome {
  readonly rows: readonly SignalRow[];
  readonly measures: RunMeasures;
  /** Share of drawn pictures that are distinct, and how much they are stretched. */
  readonly distinct: number;
  readonly stretch: number;
  /** Mean distance of the picture shown from the plain one, in grey levels. */
  readonly shownApart: number;
}

/** A sliced Wasserstein distance this much larger than the healthy twin's is an effect. */
const WORSE = 1.2;

const distance = ({ measures }: Outcome) => measures.quality?.slicedWasserstein.samples ?? 0;
const skipped = ({ rows }: Outcome) =>
  1 -
  Math.min(mean(rows.map((row) => row.trainedD ?? 1)), mean(rows.map((row) => row.trainedG ?? 1)));

/**
 * Whether a seeded fault changed anything against its healthy twin of the same seed: worse pictures,
 * updates left out, fewer distinct pictures, other shapes, or another view. Decided from the
 * outcomes, without the diagnosis.
 */
export function effectOf(faulty: Outcome, healthy: Outcome): string | undefined {
  const ratio = distance(faulty) / Math.max(1e-9, distance(healthy));
  if (ratio > WORSE) return `distance to reals x ${ratio.toFixed(2)}`;
  const left = skipped(faulty) - skipped(healthy);
  if (left >= 0.1) return `${(100 * left).toFixed(0)} % of updates left out`;
  if (faulty.distinct < healthy.distinct - 0.05)
    return `${(100 * faulty.distinct).toFixed(0)} % of pictures distinct`;
  if (faulty.stretch > healthy.stretch + 0.05) return `stretched x ${faulty.stretch.toFixed(2)}`;
  const shown = faulty.shownApart - healthy.shownApart;
  return shown > 10 ? `shown ${shown.toFixed(0)} grey levels off` : undefined;
}

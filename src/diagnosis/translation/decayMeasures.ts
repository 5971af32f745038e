import type { Images } from "../../shape.js";
import { correlation } from "../correlation.js";
import { saturation } from "../measures.js";
import { meanDifference } from "./errors.js";

/** What is measured of a chain of one network beside the true decay. */
export interface DecayMeasures {
  /** Pictures, and applications after which the last measures are taken. */
  readonly n: number;
  readonly times: number;
  /** Spearman's correlation of the distance to the first frame with the number of applications. */
  readonly rank: number;
  /** Mean change of an application over that of a true step. */
  readonly stepRatio: number;
  /** Distance of one application from the true one, and of no change, in grey levels. */
  readonly oneStep: number;
  readonly noChange: number;
  /** Largest saturation share and energy of the chain, over the largest of the true decay. */
  readonly saturation: number;
  readonly trueSaturation: number;
  readonly energy: number;
  readonly trueEnergy: number;
}

/** Energy in the highest frequencies: mean square of what a pixel differs from its right and lower neighbours' mean. */
export function highEnergy({ data, count, height, width, channels }: Images): number {
  let [sum, terms] = [0, 0];
  for (let row = 0; row < count * height; row++) {
    if (row % height === height - 1) continue;
    for (let at = 0; at < (width - 1) * channels; at++) {
      const place = row * width * channels + at;
      const right = data[place + channels] as number;
      const below = data[place + width * channels] as number;
      sum += ((data[place] as number) - (right + below) / 2) ** 2;
      terms++;
    }
  }
  return sum / terms;
}

/** Ranks of values, equal ones their mean. */
function ranks(values: readonly number[]): readonly number[] {
  return values.map(
    (value) =>
      values.filter((other) => other < value).length +
      (values.filter((other) => other === value).length - 1) / 2,
  );
}

/** Spearman's rank correlation. */
export const rankCorrelation = (a: readonly number[], b: readonly number[]): number =>
  correlation(ranks(a), ranks(b));

const changesOf = (frames: readonly Images[]) =>
  frames.slice(1).map((frame, at) => meanDifference(frames[at] as Images, frame));

const largest = (frames: readonly Images[], value: (images: Images) => number) =>
  Math.max(...frames.map(value));

/**
 * Measures a chain of one network, frame by frame, beside the true decay of the same pictures.
 * @param chain frames after 0, 1 .. applications. @param truth states after 0, 1 .. true steps.
 */
export function decayMeasures(chain: readonly Images[], truth: readonly Images[]): DecayMeasures {
  const [first, once] = chain as [Images, Images];
  const [start, next] = truth as [Images, Images];
  const distances = chain.map((frame) => meanDifference(frame, first));
  const average = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const known = Math.min(chain.length, truth.length);
  return {
    n: first.count,
    times: chain.length - 1,
    rank: rankCorrelation(
      distances,
      distances.map((_, at) => at),
    ),
    stepRatio:
      average(changesOf(chain.slice(0, known))) / average(changesOf(truth.slice(0, known))),
    oneStep: meanDifference(once, next),
    noChange: meanDifference(start, next),
    saturation: largest(chain, saturation),
    trueSaturation: largest(truth, saturation),
    energy: largest(chain, highEnergy),
    trueEnergy: largest(truth, highEnergy),
  };
}

/** One sentence made from the measures; `drift` is what the identity control changed in as many applications. */
export function decayVerdict(measures: DecayMeasures, drift?: number): string {
  const { rank, stepRatio, oneStep, noChange, saturation: most, trueSaturation } = measures;
  const runsAway = most > 1.5 * trueSaturation + 0.02 || measures.energy > 2 * measures.trueEnergy;
  const faults = [
    ...(rank < 0.9
      ? [`the distance does not grow with each application (rank ${rank.toFixed(2)})`]
      : []),
    ...(stepRatio < 0.5 || stepRatio > 2 ? [`a step is ${stepRatio.toFixed(1)} true ones`] : []),
    ...(oneStep >= noChange ? ["one application is no nearer to the truth than no change"] : []),
    ...(runsAway ? ["it runs away"] : []),
    ...(drift !== undefined && drift > 8
      ? [`the identity control drifts by ${drift.toFixed(1)} levels`]
      : []),
  ];
  const numbers = `one step ${oneStep.toFixed(2)} levels from the truth (no change: ${noChange.toFixed(2)}), ${stepRatio.toFixed(2)} of a true step, rank ${rank.toFixed(2)}`;
  return faults.length === 0
    ? `It decays as the recipe does, to ${measures.times} applications: ${numbers}.`
    : `It does not decay as the recipe does: ${faults.join("; ")} (${numbers}).`;
}

import { ConfigError, expected } from "../../errors.js";
import type { Sound } from "./sound.js";

/** Everything is heard at this rate, in frames of so many samples. */
const [RATE_HZ, FRAME] = [22050, 1024];
/** Seconds of a window: what the classifier hears at once. */
export const WINDOW_SECONDS = 3;
/** Root mean square below which a window counts as silent: -60 dB. */
const SILENT = 1e-3;

const plain = ["rms", "zcr", "spectralCentroid", "spectralFlatness", "spectralRolloff"] as const;
const names = [...plain, "mfcc"] as const;

/** Numbers that describe a window: means and deviations of each feature over its frames. */
export const FEATURES = 2 * (plain.length + 13);

/** The part of meyda that is used. */
interface Meyda {
  sampleRate: number;
  bufferSize: number;
  numberOfMFCCCoefficients: number;
  extract(
    features: readonly string[],
    signal: Float32Array,
  ): Readonly<Record<(typeof plain)[number], number>> & { readonly mfcc: readonly number[] };
}

/** Linear interpolation to `RATE_HZ`: enough for features of timbre. */
function resampled({ samples, rateHz }: Sound): Float32Array {
  if (rateHz === RATE_HZ) return samples;
  const heard = new Float32Array(Math.floor((samples.length * RATE_HZ) / rateHz));
  for (let at = 0; at < heard.length; at++) {
    const place = (at * rateHz) / RATE_HZ;
    const low = Math.floor(place);
    const before = samples[low] ?? 0;
    heard[at] = before + ((samples[low + 1] ?? before) - before) * (place - low);
  }
  return heard;
}

function loudness(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

/** Means, then deviations, of each feature over the frames of a window. */
function describe(window: Float32Array): Float32Array {
  const meyda: Meyda = require("meyda");
  Object.assign(meyda, { sampleRate: RATE_HZ, bufferSize: FRAME, numberOfMFCCCoefficients: 13 });
  const rows: number[][] = [];
  for (let from = 0; from + FRAME <= window.length; from += FRAME) {
    const found = meyda.extract(names, window.subarray(from, from + FRAME));
    const row = [...plain.map((name) => found[name]), ...found.mfcc];
    rows.push(row.map((value) => (Number.isFinite(value) ? value : 0))); // of a silent frame
  }
  const means = (rows[0] ?? []).map(
    (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length,
  );
  const deviations = means.map((mean, at) =>
    Math.sqrt(rows.reduce((sum, row) => sum + ((row[at] ?? 0) - mean) ** 2, 0) / rows.length),
  );
  return Float32Array.from([...means, ...deviations]);
}

/**
 * What a song sounds like, a row of `FEATURES` numbers for every window of three seconds that is not
 * silent: loudness, crossings of zero, centre, flatness and roll-off of the spectrum, and 13 mel
 * frequency cepstral coefficients (Davis and Mermelstein 1980), by meyda.
 * @param file named in errors.
 * @throws ConfigError for a song shorter than a window, and for silence.
 */
export function songFeatures(sound: Sound, file: string): readonly Float32Array[] {
  const samples = resampled(sound);
  const size = WINDOW_SECONDS * RATE_HZ;
  const seconds = Number((samples.length / RATE_HZ).toFixed(2));
  if (samples.length < size)
    throw new ConfigError(expected(file, `at least ${WINDOW_SECONDS} seconds of sound`, seconds));
  const windows: Float32Array[] = [];
  for (let from = 0; from + size <= samples.length; from += size)
    windows.push(samples.subarray(from, from + size));
  const heard = windows.filter((window) => loudness(window) > SILENT);
  if (heard.length === 0)
    throw new ConfigError(expected(file, "sound above -60 dB", `${seconds} seconds of silence`));
  return heard.map(describe);
}

import { type Classifier, classRows, trainClassifier } from "../classifier.js";
import { genreDense } from "../genreNets.js";
import { guesses, type Scored, score } from "../recognise.js";
import { FEATURES } from "./songFeatures.js";
import type { Song, SongSet } from "./songSet.js";

const STEPS = 400;

/** Tells a song's genre. */
export interface SongClassifier {
  readonly genres: readonly string[];
  /** Shares of the genres, which sum to 1: the mean over a song's windows. */
  hear(windows: readonly Float32Array[]): Float32Array;
  /** How well it names held-out songs. */
  readonly heldOut: Scored;
  dispose(): void;
}

/** Shift and scale that bring every feature of the training songs to mean 0 and deviation 1. */
function standard(rows: readonly Float32Array[]): (row: Float32Array) => Float32Array {
  const means = new Float32Array(FEATURES).map(
    (_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length,
  );
  const deviations = means.map((mean, at) =>
    Math.sqrt(rows.reduce((sum, row) => sum + ((row[at] as number) - mean) ** 2, 0) / rows.length),
  );
  return (row) =>
    row.map((value, at) => (value - (means[at] as number)) / Math.max(1e-6, deviations[at] ?? 0));
}

const joined = (rows: readonly Float32Array[]) =>
  Float32Array.from(rows.flatMap((row) => [...row]));

function listener(
  classifier: Classifier,
  normal: (row: Float32Array) => Float32Array,
  classes: number,
) {
  return (windows: readonly Float32Array[]) => {
    const answers = classifier.ask(joined(windows.map(normal)));
    return new Float32Array(classes).map(
      (_, at) =>
        windows.reduce((sum, _window, row) => sum + (answers[row * classes + at] as number), 0) /
        windows.length,
    );
  };
}

/** Trains a small network on the windows of the songs that are not held out. */
export async function trainSongClassifier(
  { genres, songs }: SongSet,
  seed: number,
  signal?: AbortSignal,
): Promise<SongClassifier> {
  const classes = genres.length;
  const learned = songs.filter((song) => !song.heldOut);
  const held = songs.filter((song) => song.heldOut);
  const rowsOf = (some: readonly Song[]) => some.flatMap(({ windows }) => windows);
  const normal = standard(rowsOf(learned));
  const labels = Int32Array.from(learned.flatMap(({ genre, windows }) => windows.map(() => genre)));
  const network = genreDense(FEATURES, classes);
  const values = joined(rowsOf(learned).map(normal));
  const classifier = await trainClassifier(
    network,
    { values, shape: [FEATURES], labels, told: classRows(labels, classes) },
    { classes, seed, steps: STEPS, ...(signal ? { signal } : {}) },
  );
  const hear = listener(classifier, normal, classes);
  const guessed = Int32Array.from(held, ({ windows }) => guesses(hear(windows), classes)[0] ?? 0);
  const truth = Int32Array.from(held, ({ genre }) => genre);
  return {
    genres,
    hear,
    heldOut: score(truth, guessed, classes, seed),
    dispose: () => classifier.dispose(),
  };
}

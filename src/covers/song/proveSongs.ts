import { numbersOf } from "../../art/latentOf.js";
import type { Run } from "../../runs/run.js";
import { samplePictures } from "../../runs/samplePictures.js";
import { TrainedGenerator } from "../../runs/trainedGenerator.js";
import { withShares } from "../../training/latents.js";
import { genreData, type LabelledImages } from "../genreData.js";
import { judgings } from "../judgings.js";
import type { Recognition } from "../proof/genreVerdict.js";
import { recognise } from "../recognise.js";
import { genreShares } from "../sheets/genreShares.js";
import { type SongClassifier, trainSongClassifier } from "./songClassifier.js";
import { songsFor } from "./songCover.js";
import type { Song } from "./songSet.js";

/** How to ask whether covers follow songs. */
export interface SongProofOptions {
  /** A folder of songs, one folder for each genre, by the names of the run's genres. */
  readonly songs: string;
  /** Covers drawn for each held-out song; 8 by default, the same latents for every song. */
  readonly covers?: number;
  readonly classifierSteps?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** Whether covers change with the song, and in the right direction. */
export interface SongProof {
  readonly genres: readonly string[];
  /** Songs named by ear, held out from the classifier of songs. */
  readonly ear: Recognition;
  /** Their covers named by eye, held out from everything, against the songs' own genres. */
  readonly eye: Recognition;
  readonly sentence: string;
}

/** Covers of every song at the same latents, labelled with the song's own genre. */
function coversOf(
  generator: TrainedGenerator,
  held: readonly Song[],
  classifier: SongClassifier,
  each: number,
): LabelledImages {
  const { classes } = generator.iteration.condition;
  const row = Array.from({ length: each }, (_, at) => [...numbersOf(generator, at + 1)]).flat();
  const shares = held.flatMap(({ windows }) => {
    const heard = classifier.hear(windows);
    const named = Object.fromEntries(classifier.genres.map((name, at) => [name, heard[at] ?? 0]));
    return Array.from({ length: each }, () => genreShares(classes, named));
  });
  const numbers = Float32Array.from(held.flatMap(() => row));
  const own = held.map(({ genre }) => classes.indexOf(classifier.genres[genre] as string));
  return {
    images: samplePictures(generator, withShares(numbers, shares)),
    labels: Int32Array.from(own.flatMap((label) => Array.from({ length: each }, () => label))),
  };
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

function sentenceOf({ ear, eye, genres }: Omit<SongProof, "sentence">): string {
  const follows = eye.permutationP < 0.01 && eye.namingP <= 0.01;
  const verdict = follows ? "the cover follows the song" : "the cover does not follow the song";
  return `${verdict}: of ${ear.n} held-out songs ${percent(ear.accuracy)} are named by ear, and of ${eye.n} covers drawn for them ${percent(eye.accuracy)} by an independent eye, where chance is ${percent(1 / genres.length)} (p = ${Math.max(eye.permutationP, eye.namingP).toFixed(4)}).`;
}

/**
 * Whether covers drawn for held-out songs are of the songs' genres, as a classifier of covers sees
 * it that never saw a song or the generator. Covers of all songs share their latents: only the song
 * can tell them apart. Beside it, permuted labels and renamed genres.
 * @throws ConfigError as `songCover` and `prove`.
 */
export async function proveSongs(run: Run, options: SongProofOptions): Promise<SongProof> {
  const { songs, covers = 8, classifierSteps = 600, signal, log = () => {} } = options;
  const { seed = run.options.seed } = options;
  const set = await songsFor(run, songs, log);
  const classifier = await trainSongClassifier(set, seed, signal);
  const generator = new TrainedGenerator(run);
  try {
    const held = set.songs.filter((song) => song.heldOut);
    const generated = coversOf(generator, held, classifier, covers);
    const data = await genreData(run, undefined, log);
    const classes = run.iteration.condition.classes.length;
    const { whole } = judgings(data, generated, classes, classifierSteps);
    const judged = await recognise(whole, { classes, seed, ...(signal ? { signal } : {}) });
    const found = { genres: set.genres, ear: classifier.heldOut, eye: judged.generated };
    return { ...found, sentence: sentenceOf(found) };
  } finally {
    classifier.dispose();
    generator.dispose();
  }
}

import { basename } from "node:path";
import { ConfigError, expected } from "../../errors.js";
import type { Run } from "../../runs/run.js";
import { checkTold } from "../proofOptions.js";
import { type CoverOptions, type DrawnCover, drawCover } from "../sheets/drawCover.js";
import { decodeAudio } from "./decodeAudio.js";
import { type SongClassifier, trainSongClassifier } from "./songClassifier.js";
import { songFeatures } from "./songFeatures.js";
import { readSongs, type SongSet } from "./songSet.js";

/** A cover for a song. */
export interface SongCoverOptions extends Omit<CoverOptions, "genre" | "attributes"> {
  /** A folder of songs, one folder for each genre, by the names of the run's genres. */
  readonly songs: string;
  /** Seed of the classifier; the run's own by default. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly log?: (line: string) => void;
}

/** A cover, and what the song was heard as. */
export interface SongCover extends DrawnCover {
  /** Shares of the genres, which sum to 1. */
  readonly heard: Readonly<Record<string, number>>;
  /** How well held-out songs are named: balanced accuracy, and how many they are. */
  readonly classifier: { readonly accuracy: number; readonly n: number; readonly chance: number };
}

/** The songs of a folder. @throws ConfigError for a run that was told no genres, or not those of the songs. */
export async function songsFor(
  run: Run,
  folder: string,
  log: (line: string) => void,
): Promise<SongSet> {
  checkTold(run, "classes");
  const set = await readSongs(folder, log);
  checkGenres(run, set);
  return set;
}

function checkGenres(run: Run, { genres }: Pick<SongSet, "genres">): void {
  const { classes } = run.iteration.condition;
  const strange = genres.find((genre) => !classes.includes(genre));
  if (strange !== undefined)
    throw new ConfigError(
      expected("genres of the songs", `some of ${classes.join(", ")}`, strange),
    );
}

/** What a song is heard as: shares of genres by name. @throws ConfigError as `decodeAudio`, `songFeatures`. */
export async function hearSong(
  path: string,
  classifier: SongClassifier,
): Promise<Readonly<Record<string, number>>> {
  const windows = songFeatures(await decodeAudio(path), basename(path));
  const shares = classifier.hear(windows);
  return Object.fromEntries(classifier.genres.map((genre, at) => [genre, shares[at] as number]));
}

/**
 * A cover for a song: a small classifier learns genres from a folder of songs, hears the song, and
 * the run draws a cover of that mixture of genres.
 * @throws ConfigError for songs that cannot be used, genres that the run was not told, and a run
 * without genres.
 */
export async function songCover(
  run: Run,
  song: string,
  options: SongCoverOptions,
): Promise<SongCover> {
  const { songs, seed = run.options.seed, signal, log = () => {} } = options;
  const set = await songsFor(run, songs, log);
  const classifier = await trainSongClassifier(set, seed, signal);
  try {
    const heard = await hearSong(song, classifier);
    const { accuracy, n } = classifier.heldOut;
    const drawn = await drawCover(run, { ...options, genre: heard });
    return { ...drawn, heard, classifier: { accuracy, n, chance: 1 / set.genres.length } };
  } finally {
    classifier.dispose();
  }
}

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { isSystemName } from "../../data/systemNames.js";
import { ConfigError, expected } from "../../errors.js";
import { decodeAudio } from "./decodeAudio.js";
import { songFeatures } from "./songFeatures.js";

/** A song of a folder: its genre, its windows, and whether it is held out. */
export interface Song {
  readonly file: string;
  readonly genre: number;
  readonly windows: readonly Float32Array[];
  readonly heldOut: boolean;
}

/** Songs in folders by genre. */
export interface SongSet {
  readonly genres: readonly string[];
  readonly songs: readonly Song[];
}

/** Share of every genre's songs that is held out: those whose bytes have the lowest hashes. */
const HELD_OUT = 0.3;

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** The songs of one genre that can be used. @param folders of that name, in any Unicode form. */
async function songsOf(
  folders: readonly string[],
  name: string,
  genre: number,
  log: (line: string) => void,
): Promise<readonly Song[]> {
  const usable: (Omit<Song, "heldOut"> & { readonly hash: string })[] = [];
  for (const path of folders.flatMap((folder) =>
    namesIn(folder).map((each) => join(folder, each)),
  )) {
    const file = `${name}/${basename(path).normalize("NFC")}`;
    try {
      const windows = songFeatures(await decodeAudio(path), file);
      usable.push({ file, genre, windows, hash: hashOf(path) });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      log(`left out: ${error.message}`);
    }
  }
  if (usable.length < 2) {
    const what = "at least 2, one to learn from and one to hold out";
    throw new ConfigError(expected(`songs of ${name}`, what, usable.length));
  }
  const order = usable.map(({ hash }) => hash).sort();
  const last = order[Math.max(1, Math.round(HELD_OUT * order.length)) - 1] as string;
  return usable.map(({ hash, ...song }) => ({ ...song, heldOut: hash <= last }));
}

/** Names of what lies in a folder, hidden and system files left out, in the same order on every machine. */
function namesIn(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ConfigError(
      expected("--songs", "a folder with a folder of songs for each genre", folder),
    );
  return readdirSync(folder)
    .filter((name) => !isSystemName(name))
    .sort((a, b) => (a < b ? -1 : 1));
}

/**
 * Reads a folder of songs, one folder for each genre. Songs that cannot be used are logged with the
 * reason, never passed over in silence.
 * @throws ConfigError for fewer than two genres, and genres with fewer than two songs.
 */
export async function readSongs(folder: string, log: (line: string) => void): Promise<SongSet> {
  const folders = namesIn(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  const genres = [...new Set(folders.map((name) => name.normalize("NFC")))];
  if (genres.length < 2)
    throw new ConfigError(expected("--songs", "a folder for each genre, two at least", genres));
  const songs: Song[] = [];
  for (const [genre, name] of genres.entries()) {
    const same = folders.filter((each) => each.normalize("NFC") === name);
    songs.push(
      ...(await songsOf(
        same.map((each) => join(folder, each)),
        name,
        genre,
        log,
      )),
    );
  }
  return { genres, songs };
}

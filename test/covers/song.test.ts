import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import { decodeAudio } from "../../src/covers/song/decodeAudio.js";
import { drawnSong, wavOf, writeDrawnSongs } from "../../src/covers/song/drawnSongs.js";
import { proveSongs } from "../../src/covers/song/proveSongs.js";
import { songCover } from "../../src/covers/song/songCover.js";
import { FEATURES, songFeatures } from "../../src/covers/song/songFeatures.js";
import { readSongs } from "../../src/covers/song/songSet.js";
import { ensureFolder, writeFile } from "../../src/files.js";
import { covers64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import { scaled } from "../../src/iterations/scaled.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { ownWorld } from "../runs/tinyRun.js";
import { a440 } from "./soundFiles.js";

const folder = temporaryFolder();
const genres = ["seascape", "meadow", "nocturne", "portrait", "grid", "autumn"];
const songs = join(folder, "songs");
let run: Run;

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

before(async () => {
  ownWorld(folder);
  await writeDrawnSongs(songs, genres, 8);
  const tiny = scaled(covers64.repaired, { imageSize: 16, width: 16 });
  const iteration = derive(tiny, { preset: tiny.preset }, { training: { batchSize: 12 } });
  run = await startRun(iteration, { out: join(folder, "run"), steps: 12 });
});

test("features do not depend on the sampling rate, and tell a note from a distorted chord", () => {
  const [low] = songFeatures(a440(22050, 3), "a");
  const [high] = songFeatures(a440(44100, 3), "b");
  const [chord] = songFeatures(drawnSong(4, 1), "c");
  assert.ok(low && high && chord);
  assert.equal(low.length, FEATURES);
  const apart = (a: Float32Array, b: Float32Array) => Math.abs((a[2] ?? 0) - (b[2] ?? 0)); // centre
  assert.ok(apart(low, high) < 1, `${apart(low, high)}`);
  assert.ok(apart(low, chord) > 5, `${apart(low, chord)}`);
});

test("a song that is not there, silence, and one shorter than the window are refused", async () => {
  await assert.rejects(decodeAudio(join(folder, "none.wav")), /none.wav: expected an audio file/);
  const silent = { rateHz: 22050, samples: new Float32Array(22050 * 4) };
  assert.throws(() => songFeatures(silent, "silent.wav"), {
    name: "ConfigError",
    message: 'silent.wav: expected sound above -60 dB, got "4 seconds of silence"',
  });
  assert.throws(() => songFeatures(a440(22050, 2), "short.wav"), {
    message: "short.wav: expected at least 3 seconds of sound, got 2",
  });
});

test("a song is heard as its style, and its cover is drawn for that", async () => {
  for (const style of [0, 4]) {
    const song = await file(`new-${style}.wav`, wavOf(drawnSong(style, 99)));
    const { heard, classifier, png, note } = await songCover(run, song, { songs, sizePx: 64 });
    const [first] = Object.entries(heard).sort(([, a], [, b]) => b - a);
    assert.equal(first?.[0], genres[style]);
    assert.ok(classifier.accuracy > 0.8, `${classifier.accuracy} of ${classifier.n}`);
    assert.ok(Math.abs(Object.values(heard).reduce((sum, share) => sum + share, 0) - 1) < 1e-4);
    assert.ok(png.length > 100 && note.startsWith("drawn at 16 px"));
  }
});

test("a generator that learned for 12 steps does not follow songs, however well they are heard", async () => {
  const proof = await proveSongs(run, { songs, covers: 2, classifierSteps: 60 });
  assert.ok(proof.ear.accuracy > 0.8);
  assert.ok(proof.eye.n >= 12);
  assert.match(proof.sentence, /^the cover does not follow the song: of \d+ held-out songs/);
});

test("system folders among songs are no genres, and their files no songs", async () => {
  const shared = join(folder, "shared");
  await writeDrawnSongs(shared, ["grid", "meadow"], 2);
  for (const name of [join("__MACOSX", "grid"), "@eaDir"]) ensureFolder(join(shared, name));
  await writeFile(join(shared, "grid", "Thumbs.db"), Buffer.from("no song"));
  const lines: string[] = [];
  const set = await readSongs(shared, (line) => lines.push(line));
  assert.deepEqual(set.genres, ["grid", "meadow"]);
  assert.equal(set.songs.length, 4);
  assert.deepEqual(lines, []);
});

test("songs of genres that the run was not told, of one genre, or from nowhere are refused", async () => {
  const strange = join(folder, "strange");
  await writeDrawnSongs(strange, ["polka", "grid"], 8);
  const song = join(songs, "grid", "1.wav");
  await assert.rejects(songCover(run, song, { songs: strange }), {
    name: "ConfigError",
    message: /genres of the songs: expected some of seascape, .*, got "polka"/,
  });
  const one = join(folder, "one");
  ensureFolder(join(one, "grid"));
  await assert.rejects(
    songCover(run, song, { songs: one }),
    /--songs: expected a folder for each genre/,
  );
  await assert.rejects(
    songCover(run, song, { songs: join(folder, "nowhere") }),
    /--songs: expected a folder/,
  );
});

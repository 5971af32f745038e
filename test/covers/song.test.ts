import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { decodeAudio } from "../../src/covers/song/decodeAudio.js";
import { drawnSong, wavOf, writeDrawnSongs } from "../../src/covers/song/drawnSongs.js";
import { proveSongs } from "../../src/covers/song/proveSongs.js";
import { songCover } from "../../src/covers/song/songCover.js";
import { FEATURES, songFeatures } from "../../src/covers/song/songFeatures.js";
import type { Sound } from "../../src/covers/song/sound.js";
import { ensureFolder, writeFile } from "../../src/files.js";
import { covers64 } from "../../src/iterations/covers.js";
import { derive } from "../../src/iterations/derive.js";
import { scaled } from "../../src/iterations/scaled.js";
import { projectRoot } from "../../src/project.js";
import type { Run } from "../../src/runs/run.js";
import { startRun } from "../../src/runs/startRun.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import { ownWorld } from "../runs/tinyRun.js";

const folder = temporaryFolder();
const genres = ["seascape", "meadow", "nocturne", "portrait", "grid", "autumn"];
const songs = join(folder, "songs");
// 3.5 s of 440 Hz at 44.1 kHz, one channel, written with LAME 3.100 at 32 kbit/s
const mp3 = join(projectRoot(), "test", "covers", "reference", "a440.mp3");
let run: Run;

const a440 = (rateHz: number, seconds: number): Sound => ({
  rateHz,
  samples: Float32Array.from(
    { length: rateHz * seconds },
    (_, at) => 0.6 * Math.sin((2 * Math.PI * 440 * at) / rateHz),
  ),
});

/** Cycles a second, from crossings of zero. */
function pitchOf({ samples, rateHz }: Sound): number {
  const up = samples.filter((value, at) => value >= 0 && (samples[at - 1] ?? 0) < 0).length;
  return (up * rateHz) / samples.length;
}

/** A FLAC file as libFLAC writes it. */
async function flacOf({ samples, rateHz }: Sound): Promise<Uint8Array> {
  const flac = require("libflacjs")();
  if (!flac.isReady()) await new Promise((resolve) => flac.on("ready", resolve));
  const { Encoder } = require("libflacjs/lib/encoder");
  const encoder = new Encoder(flac, {
    sampleRate: rateHz,
    channels: 1,
    bitsPerSample: 16,
    compression: 5,
  });
  const pcm = Int32Array.from(samples, (value) => Math.round(32767 * value));
  encoder.encode([pcm]);
  encoder.encode();
  const bytes: Uint8Array = encoder.getSamples();
  encoder.destroy();
  return bytes;
}

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

test("WAV, FLAC and MP3 are told by their content and give the same note", async () => {
  const paths = [
    await file("wav.mp3", wavOf(a440(22050, 4))),
    await file("flac.wav", await flacOf(a440(44100, 4))),
    mp3,
  ];
  for (const path of paths) {
    const sound = await decodeAudio(path);
    assert.ok(Math.abs(pitchOf(sound) - 440) < 2, `${path}: ${pitchOf(sound)} Hz`);
    assert.ok(sound.samples.length / sound.rateHz > 3.4);
  }
});

test("a FLAC gives the very samples that went in", async () => {
  const before = a440(44100, 1);
  const { samples } = await decodeAudio(await file("same.flac", await flacOf(before)));
  assert.equal(samples.length, before.samples.length);
  assert.ok(samples.every((value, at) => Math.abs(value - (before.samples[at] ?? 0)) < 1e-4));
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

const refused: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
  [
    "text.mp3",
    () => Buffer.from("no sound"),
    /text.mp3: expected WAV, FLAC or MP3, got "6e6f2073"/,
  ],
  ["empty.wav", () => Buffer.alloc(0), /empty.wav: expected WAV, FLAC or MP3, got "an empty file"/],
  ["torn.wav", () => wavOf(a440(22050, 1)).subarray(0, 20), /torn.wav: expected a whole WAV, got /],
  ["torn.flac", () => Buffer.from("fLaC torn"), /torn.flac: expected a whole FLAC, got /],
  ["torn.mp3", () => readFileSync(mp3).subarray(0, 3), /torn.mp3: expected a whole MP3, got /],
];

for (const [name, bytes, message] of refused) {
  test(`${name} is refused: it cannot be heard`, async () => {
    await assert.rejects(decodeAudio(await file(name, bytes())), (error: Error) => {
      assert.equal(error.name, "ConfigError");
      assert.match(error.message, message);
      return true;
    });
  });
}

test("what is no audio, or damaged, is refused with its name and what it is", async () => {
  const wav = wavOf(a440(22050, 1));
  const flac = await flacOf(a440(44100, 1));
  const files: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["text.mp3", Buffer.from("no music"), /text.mp3: expected WAV, FLAC or MP3, got "6e6f206d"/],
    ["empty.wav", new Uint8Array(), /empty.wav: expected WAV, FLAC or MP3, got "an empty file"/],
    ["head.wav", wav.subarray(0, 30), /head.wav: expected a whole WAV, got/],
    ["cut.wav", wav.subarray(0, 22_094), /cut.wav: .* cut off: 22050 of 44100 bytes of sound/],
    ["cut.flac", flac.subarray(0, 60), /cut.flac: expected a whole FLAC, got a damaged file/],
    ["cut.mp3", readFileSync(mp3).subarray(0, 100), /cut.mp3: expected a whole MP3, got a damaged/],
  ];
  for (const [name, bytes, message] of files) {
    await assert.rejects(decodeAudio(await file(name, bytes)), { name: "ConfigError", message });
  }
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

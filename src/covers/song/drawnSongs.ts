import { join } from "node:path";
import { Random } from "../../engine/random.js";
import { ensureFolder, writeFile } from "../../files.js";
import type { Sound } from "./sound.js";

const RATE_HZ = 22050;
const SECONDS = 7;

/** Sound at `seconds`, given what the style drew for this song. */
type Voice = (seconds: number) => number;
type Style = (random: Random) => Voice;

const between = (random: Random, low: number, high: number) =>
  low + (high - low) * random.uniform();
const tone = (hz: number, seconds: number) => Math.sin(2 * Math.PI * hz * seconds);
/** Semitones above a note. */
const above = (hz: number, semitones: number) => hz * 2 ** (semitones / 12);
/** A number that looks drawn by lot and depends on the place alone: noise that can be asked twice. */
const noiseAt = (place: number) => {
  const value = Math.sin(place * 12.9898) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
};
/** Time since the last beat, and which beat it was. */
const beat = (seconds: number, perSecond: number) => {
  const count = Math.floor(seconds * perSecond);
  return { count, since: seconds - count / perSecond };
};

/** Slow chords of pure tones. */
const pads: Style = (random) => {
  const root = between(random, 110, 180);
  return (t) => {
    const { count } = beat(t, 0.5);
    const chord = [0, 4, 7].map((step) => above(root, step + ([0, 5, 7, 3][count % 4] ?? 0)));
    return 0.2 * chord.reduce((sum, hz) => sum + tone(hz, t), 0) * (0.8 + 0.2 * tone(0.3, t));
  };
};

/** Plucked notes, quick to fade. */
const plucks: Style = (random) => {
  const [root, rate] = [between(random, 200, 300), between(random, 4, 6)];
  return (t) => {
    const { count, since } = beat(t, rate);
    const hz = above(root, [0, 3, 7, 10, 12, 7][count % 6] ?? 0);
    const fade = Math.exp(-9 * since);
    return 0.5 * fade * (tone(hz, t) + 0.5 * tone(2 * hz, t) + 0.3 * tone(3 * hz, t));
  };
};

/** Low drum and hissing offbeat. */
const beats: Style = (random) => {
  const rate = between(random, 1.8, 2.3);
  return (t) => {
    const drum = beat(t, rate);
    const hat = beat(t + 0.5 / rate, 2 * rate);
    const thump =
      Math.exp(-14 * drum.since) * tone(60 + 60 * Math.exp(-30 * drum.since), drum.since);
    return 0.8 * thump + 0.25 * Math.exp(-60 * hat.since) * noiseAt(Math.round(t * RATE_HZ));
  };
};

/** A bass that walks, and brushes. */
const walking: Style = (random) => {
  const [root, rate] = [between(random, 55, 80), between(random, 2.2, 3)];
  return (t) => {
    const { count, since } = beat(t, rate);
    const hz = above(root, [0, 2, 4, 5, 7, 9, 7, 4][count % 8] ?? 0);
    const brush = 0.06 * noiseAt(Math.round(t * RATE_HZ)) * Math.exp(-10 * since);
    return 0.6 * Math.exp(-3 * since) * (tone(hz, t) + 0.4 * tone(2 * hz, t)) + brush;
  };
};

/** Chords driven until they clip. */
const distorted: Style = (random) => {
  const [root, rate] = [between(random, 75, 110), between(random, 5, 8)];
  return (t) => {
    const { count, since } = beat(t, rate);
    const low = above(root, [0, 0, 3, 0, 5, 0, 1, 0][count % 8] ?? 0);
    const raw = tone(low, t) + tone(above(low, 7), t) + tone(above(low, 12), t);
    return 0.7 * Math.tanh(9 * raw) * Math.exp(-2 * since);
  };
};

/** Short chords between the beats. */
const offbeat: Style = (random) => {
  const [root, rate] = [between(random, 300, 380), between(random, 1.2, 1.5)];
  return (t) => {
    const { since } = beat(t + 0.5 / rate, rate);
    const chord = [0, 3, 7, 12].reduce((sum, step) => sum + tone(above(root, step), t), 0);
    const bass = tone(root / 6, t) * Math.exp(-2 * beat(t, rate / 2).since);
    return 0.25 * Math.exp(-18 * since) * chord + 0.5 * bass;
  };
};

const styles: readonly Style[] = [pads, plucks, beats, walking, distorted, offbeat];

/** How many styles there are. */
export const STYLES = styles.length;

/** A song of seven seconds in one of `STYLES` clearly different styles; pitch and pace by the seed. */
export function drawnSong(style: number, seed: number): Sound {
  const random = new Random(seed, `song ${style}`);
  const voice = (styles[style % STYLES] as Style)(random);
  const hiss = between(random, 0, 0.01);
  const samples = Float32Array.from({ length: RATE_HZ * SECONDS }, (_, at) =>
    Math.max(-1, Math.min(1, voice(at / RATE_HZ) + hiss * random.normal())),
  );
  return { samples, rateHz: RATE_HZ };
}

/** A sound as a WAV file of 16 bits, one channel. */
export function wavOf({ samples, rateHz }: Sound): Uint8Array {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + 2 * samples.length, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20); // PCM
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rateHz, 24);
  bytes.writeUInt32LE(2 * rateHz, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((value, at) => {
    bytes.writeInt16LE(Math.round(32767 * value), 44 + 2 * at);
  });
  return bytes;
}

/** Writes `count` songs a genre, each genre in a style of its own, for whoever has no songs at hand. */
export async function writeDrawnSongs(
  folder: string,
  genres: readonly string[],
  count: number,
): Promise<void> {
  for (const [style, genre] of genres.entries()) {
    ensureFolder(join(folder, genre));
    for (let seed = 1; seed <= count; seed++)
      await writeFile(join(folder, genre, `${seed}.wav`), wavOf(drawnSong(style, seed)));
  }
}

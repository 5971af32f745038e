import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findFfmpeg } from "../../src/art/writeMp4.js";
import { decodeAudio } from "../../src/covers/song/decodeAudio.js";
import { wavOf } from "../../src/covers/song/drawnSongs.js";
import { songFeatures } from "../../src/covers/song/songFeatures.js";
import type { Sound } from "../../src/covers/song/sound.js";
import { writeFile } from "../../src/files.js";
import { projectRoot } from "../../src/project.js";
import { temporaryFolder } from "../runs/temporaryFolder.js";
import {
  a440,
  chunk,
  flacOf,
  formatChunk,
  pitchOf,
  riff,
  samplesOf,
  type Written,
} from "./soundFiles.js";

const folder = temporaryFolder();
// 3.5 s of 440 Hz at 44.1 kHz, one channel: LAME 3.100 at 32 kbit/s, oggenc 1.4.2, opusenc 0.2
const reference = (name: string) =>
  readFileSync(join(projectRoot(), "test", "covers", "reference", name));
const [mp3, ogg, opus] = [reference("a440.mp3"), reference("a440.ogg"), reference("a440.opus")];

async function decoded(name: string, bytes: Uint8Array): Promise<Sound> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return decodeAudio(path);
}

/** Asserts that a file gives 440 Hz, and the samples themselves where they are kept exactly. */
async function givesA440(name: string, bytes: Uint8Array, before?: Sound): Promise<void> {
  const sound = await decoded(name, bytes);
  assert.ok(Math.abs(pitchOf(sound) - 440) < 2, `${name}: ${pitchOf(sound)} Hz`);
  if (!before) return assert.ok(sound.samples.length / sound.rateHz > 3.4, name);
  assert.equal(sound.rateHz, before.rateHz, name);
  assert.equal(sound.samples.length, before.samples.length, name);
  const apart = sound.samples.map((value, at) => Math.abs(value - (before.samples[at] ?? 0)));
  assert.ok(
    apart.every((each) => each < 1e-4),
    `${name}: ${apart.reduce((a, b) => Math.max(a, b))}`,
  );
}

const sound = a440(22050, 1);
const pcm16 = samplesOf(sound, 16, "whole");
const plain: Written = { tag: 1, bits: 16 };

/** The reference behind a frame that counts its frames, as LAME writes it into a file. */
function countedMp3(): Buffer {
  const frame = Buffer.alloc(104); // 32 kbit/s at 44.1 kHz
  mp3.copy(frame, 0, 0, 4);
  frame[2] = (frame[2] ?? 0) & ~2; // no padding
  frame.write("Info\0\0\0\x01", 4 + 17, "latin1");
  frame.writeUInt32BE(Math.round(mp3.length / 104.5), 4 + 17 + 8);
  return Buffer.concat([frame, mp3]);
}

test("MP3, Ogg Vorbis and Opus are known by their content and give the note that went in", async () => {
  await givesA440("mp3.wav", mp3);
  await givesA440("counted.mp3", countedMp3());
  await givesA440("vorbis.mp3", ogg);
  await givesA440("opus.flac", opus);
});

test("an ID3v2 tag in front hides no format", async () => {
  const tag = Buffer.from("ID3\x03\0\0\0\0\x01\0", "latin1");
  const tagged = (bytes: Uint8Array) => Buffer.concat([tag, Buffer.alloc(128), bytes]);
  await givesA440("tagged.mp3", tagged(mp3));
  await givesA440("tagged.ogg", tagged(ogg));
  await givesA440("tagged.wav", tagged(wavOf(sound)), sound);
  await givesA440("tagged.flac", tagged(await flacOf(sound)), sound);
});

test("FLACs of 16 and 24 bits give the samples that went in, and songs the same features", async () => {
  const song = a440(44100, 3);
  const features: Float32Array[] = [];
  for (const bits of [16, 24]) {
    const bytes = await flacOf(song, bits);
    await givesA440(`${bits}.flac`, bytes, song);
    const [row] = songFeatures(await decoded(`song${bits}.flac`, bytes), "song");
    if (row) features.push(row);
  }
  const [of16, of24] = features;
  assert.ok(of16 && of24);
  // the spectrum's centre, in bins
  assert.ok(Math.abs((of16[2] ?? 0) - (of24[2] ?? 0)) < 0.1, `${of16[2]} and ${of24[2]}`);
});

test("WAVs of every way to write samples give the samples that went in", async () => {
  const whole = (bits: number) => samplesOf(sound, bits, "whole");
  const float = (bits: number) => samplesOf(sound, bits, "float");
  const written: readonly (readonly [string, Written, 16 | 18 | 40, Buffer])[] = [
    ["16", plain, 16, pcm16],
    ["24", { tag: 1, bits: 24 }, 16, whole(24)],
    ["32", { tag: 1, bits: 32 }, 16, whole(32)],
    ["20 in 24", { tag: 1, bits: 20, bytesEach: 3 }, 16, whole(24)],
    ["extensible 16", plain, 40, pcm16],
    ["extensible 24", { tag: 1, bits: 24 }, 40, whole(24)],
    ["extensible float", { tag: 3, bits: 32 }, 40, float(32)],
    ["float, 18 bytes of format", { tag: 3, bits: 32 }, 18, float(32)],
    ["double", { tag: 3, bits: 64 }, 18, float(64)],
  ];
  for (const [name, format, size, samples] of written) {
    const fact = format.tag === 3 ? [chunk("fact", Buffer.from([0x22, 0x56, 0, 0]))] : [];
    const file = riff([formatChunk(format, size), ...fact, chunk("data", samples)]);
    await givesA440(`${name}.wav`, file, sound);
  }
});

test("chunks of odd length are passed, with their pad byte and without it", async () => {
  const title = Buffer.from("INFOINAM\x05\0\0\0Waltz", "latin1");
  for (const pad of [true, false]) {
    const chunks = [formatChunk(plain), chunk("LIST", title, { pad }), chunk("data", pcm16)];
    await givesA440(`list, padded ${pad}.wav`, riff(chunks), sound);
  }
  const tag = chunk("id3 ", Buffer.from("odd"), { pad: false });
  await givesA440("odd end.wav", riff([formatChunk(plain), chunk("data", pcm16), tag]), sound);
});

test("lengths that a program writes into a pipe are no lengths", async () => {
  for (const length of [0, 0x7ffff000, 0x7fffffff, 0x80000000, 0xffffffdb, 0xffffffff]) {
    const chunks = [formatChunk(plain), chunk("data", pcm16, { length })];
    await givesA440(`pipe ${length}.wav`, riff(chunks), sound);
  }
});

test("an RF64 has its length in ds64, and one that is cut off is refused", async () => {
  const lengths = (bytes: number) => {
    const body = Buffer.alloc(28);
    body.writeBigUInt64LE(BigInt(bytes), 8);
    return chunk("ds64", body);
  };
  const file = (bytes: number) => {
    const data = chunk("data", pcm16, { length: 0xffffffff });
    return riff([lengths(bytes), formatChunk(plain), data, chunk("LIST", Buffer.alloc(4))], "RF64");
  };
  await givesA440("long.wav", file(pcm16.length), sound);
  await assert.rejects(decoded("cut long.wav", file(2 ** 33)), {
    name: "ConfigError",
    message: /^cut long.wav: .* cut off: \d+ of 8589934592 bytes of sound$/,
  });
});

test("four minutes of MP3 are decoded in seconds", { timeout: 40_000 }, async () => {
  const times = 69;
  const { samples, rateHz } = await decoded(
    "long.mp3",
    Buffer.concat(Array.from({ length: times }, () => mp3)),
  );
  assert.ok(samples.length / rateHz > 240, `${samples.length / rateHz} s`);
});

test("a file that is no audio, damaged or cut off is refused with its name and what is wrong", async () => {
  const wav = wavOf(sound);
  const flac = await flacOf(a440(44100, 4), 24);
  const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);
  const flipped = Uint8Array.from(ogg, (byte, at) => (at === ogg.length >> 1 ? byte ^ 1 : byte));
  const holed = Uint8Array.from(flac, (byte, at) => (at >> 9 === flac.length >> 10 ? 0 : byte));
  const withFormat = (written: Written, size: 16 | 18 | 40 = 16) =>
    riff([formatChunk(written, size), chunk("data", pcm16)]);
  const infinite = samplesOf({ ...sound, samples: Float32Array.of(0, Infinity) }, 32, "float");
  const formats = "WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A";
  const files: readonly (readonly [string, Uint8Array, string | RegExp])[] = [
    ["text.mp3", Buffer.from("no music"), `expected ${formats}, got "6e6f206d"`],
    ["empty.wav", new Uint8Array(), `expected ${formats}, got "an empty file"`],
    ["picture.wav", chunk("RIFF", Buffer.from("WEBPVP8 ")), `expected ${formats}, got "52494646"`],
    ["head.wav", wav.subarray(0, 16), "expected a whole WAV, got one without a format"],
    ["torn.wav", wav.subarray(0, 30), "expected a whole WAV, got one without sound"],
    ["soundless.wav", wav.subarray(0, 36), "expected a whole WAV, got one without sound"],
    ["cut.wav", wav.subarray(0, 22_094), /a whole WAV, .* cut off: 22050 of 44100 bytes of sound/],
    ["many.wav", withFormat({ ...plain, channels: 65_535 }), /a whole WAV, got one of 65535 chan/],
    ["slow.wav", withFormat({ ...plain, rateHz: 1 }), /a whole WAV, got one of 1 samples a second/],
    ["other.wav", withFormat({ tag: 0x55, bits: 16 }), /a whole WAV, got one of format 85/],
    ["short.wav", withFormat({ ...plain, bits: 24, bytesEach: 2 }), /2 bytes for 1 samples of 24/],
    [
      "infinite.wav",
      riff([formatChunk({ tag: 3, bits: 32 }), chunk("data", infinite)]),
      "expected a whole WAV, got Infinity at sample 1",
    ],
    ["cut.flac", half(flac), /a whole FLAC, got one that was cut off or is damaged: \d+ of 176400/],
    ["holed.flac", holed, /a whole FLAC, got one that was cut off or is damaged: \d+ of 176400/],
    ["torn.flac", flac.subarray(0, 60), /a whole FLAC, got one that was cut off .* 0 of 176400/],
    ["stub.flac", Buffer.from("fLaC torn"), "expected a whole FLAC, got no sound in it"],
    [
      "cut.mp3",
      half(countedMp3()),
      /a whole MP3, got one that was cut off or is damaged: \d+ of \d+ sam/,
    ],
    ["torn.mp3", mp3.subarray(0, 100), "expected a whole MP3, got no sound in it"],
    ["cut.ogg", half(ogg), /a whole Ogg, got one that was cut off after \d+ of at least \d+ bytes/],
    ["flipped.ogg", flipped, /a whole Ogg, got a damaged one: the page at byte \d+ has another/],
    ["cut.opus", half(opus), /a whole Ogg, got one that was cut off after \d+ of at least \d+/],
  ];
  for (const [name, bytes, message] of files) {
    const whole = typeof message === "string" ? `${name}: ${message}` : message;
    await assert.rejects(
      decoded(name, bytes),
      (error: Error) => {
        assert.equal(error.name, "ConfigError");
        assert.ok(error.message.startsWith(`${name}: expected `), error.message);
        if (typeof whole === "string") assert.equal(error.message, whole);
        else assert.match(error.message, whole);
        return true;
      },
      `${name} is refused`,
    );
  }
});

test("M4A is decoded where there is ffmpeg", async (t) => {
  const ffmpeg = findFfmpeg();
  if (!ffmpeg) return t.skip("no ffmpeg on the search path or in $FFMPEG");
  const from = join(folder, "m4a.wav");
  const to = join(folder, "song.m4a");
  await writeFile(from, wavOf(a440(44100, 4)));
  execFileSync(ffmpeg, ["-v", "error", "-y", "-i", from, "-c:a", "aac", to]);
  const whole = readFileSync(to);
  await givesA440("song.mp3", whole);
  await assert.rejects(decoded("cut.m4a", whole.subarray(0, whole.length >> 1)), {
    name: "ConfigError",
    message: /^cut.m4a: expected a whole M4A, got /,
  });
});

test("M4A without ffmpeg is refused with what is missing", async (t) => {
  const { FFMPEG } = process.env;
  process.env.FFMPEG = join(folder, "no-ffmpeg");
  t.after(() => {
    if (FFMPEG === undefined) delete process.env.FFMPEG;
    else process.env.FFMPEG = FFMPEG;
  });
  await assert.rejects(decoded("song.m4a", Buffer.from("\0\0\0\x18ftypM4A ", "latin1")), {
    name: "ConfigError",
    message:
      "song.m4a: expected a whole M4A, got no ffmpeg on the search path or in $FFMPEG, which decodes it",
  });
});

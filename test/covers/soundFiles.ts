import type { Sound } from "../../src/covers/song/sound.js";

/** A sine of 440 Hz at an amplitude of 0.6. */
export const a440 = (rateHz: number, seconds: number): Sound => ({
  rateHz,
  samples: Float32Array.from(
    { length: rateHz * seconds },
    (_, at) => 0.6 * Math.sin((2 * Math.PI * 440 * at) / rateHz),
  ),
});

/** Cycles a second, from crossings of zero. */
export function pitchOf({ samples, rateHz }: Sound): number {
  const up = samples.filter((value, at) => value >= 0 && (samples[at - 1] ?? 0) < 0).length;
  return (up * rateHz) / samples.length;
}

/** A FLAC file of one channel as libFLAC writes it. */
export async function flacOf({ samples, rateHz }: Sound, bits = 16): Promise<Uint8Array> {
  const flac = require("libflacjs")();
  if (!flac.isReady()) await new Promise((resolve) => flac.on("ready", resolve));
  const { Encoder } = require("libflacjs/lib/encoder");
  const encoder = new Encoder(flac, {
    sampleRate: rateHz,
    channels: 1,
    bitsPerSample: bits,
    compression: 5,
    totalSamples: samples.length,
  });
  const highest = 2 ** (bits - 1) - 1;
  encoder.encode([Int32Array.from(samples, (value) => Math.round(highest * value))]);
  encoder.encode();
  const bytes: Uint8Array = encoder.getSamples();
  encoder.destroy();
  return bytes;
}

/** A chunk of a RIFF file; `length` is what it says, `pad` whether an odd one is padded. */
export function chunk(
  name: string,
  body: Uint8Array,
  { length = body.length, pad = true } = {},
): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, body, Buffer.alloc(pad ? body.length % 2 : 0)]);
}

/** A RIFF file of chunks. */
export function riff(chunks: readonly Buffer[], word = "RIFF"): Buffer {
  const body = Buffer.concat([Buffer.from("WAVE"), ...chunks]);
  return chunk(word, body, word === "RF64" ? { length: 0xffffffff } : {});
}

/** How samples are written in a WAV file. */
export interface Written {
  readonly tag: number;
  readonly bits: number;
  readonly channels?: number;
  readonly rateHz?: number;
  /** Bytes of a sample, where they are more than the bits need. */
  readonly bytesEach?: number;
}

/** The chunk `fmt `: 16 bytes, 18 with an empty extension, or 40 with the tag behind 0xfffe. */
export function formatChunk(
  { tag, bits, channels = 1, rateHz = 22050, bytesEach = Math.ceil(bits / 8) }: Written,
  size: 16 | 18 | 40 = 16,
): Buffer {
  const body = Buffer.alloc(size);
  body.writeUInt16LE(size === 40 ? 0xfffe : tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rateHz, 4);
  body.writeUInt32LE(rateHz * bytesEach, 8);
  body.writeUInt16LE((bytesEach * channels) & 0xffff, 12);
  body.writeUInt16LE(size === 40 ? 8 * bytesEach : bits, 14);
  if (size === 40) {
    body.writeUInt16LE(22, 16);
    body.writeUInt16LE(bits, 18);
    body.writeUInt16LE(tag, 24);
    body.write("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71", 26, "latin1");
  }
  return chunk("fmt ", body);
}

/** Samples as little-endian whole numbers of 16, 24 or 32 bits, or as floats. */
export function samplesOf({ samples }: Sound, bits: number, kind: "whole" | "float"): Buffer {
  const width = bits / 8;
  const bytes = Buffer.alloc(samples.length * width);
  for (const [at, value] of samples.entries()) {
    if (kind === "whole")
      bytes.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), at * width, width);
    else if (bits === 32) bytes.writeFloatLE(value, at * width);
    else bytes.writeDoubleLE(value, at * width);
  }
  return bytes;
}

/** A WAV file taken apart: how its samples are written, and the samples. */
export interface WavParts {
  /** The chunk `fmt `, tidied: see `tidyFormat`. */
  readonly format: Buffer;
  readonly samples: Buffer;
}

/** Format tags whose samples have one size each: PCM, float, A-law, mu-law. */
const [PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE] = [1, 3, 6, 7, 0xfffe];
/** Block-coded tags that the decoder knows as well: Microsoft's and IMA's ADPCM. */
const [MS_ADPCM, IMA_ADPCM] = [2, 0x11];
const MAX_CHANNELS = 64;

/**
 * From here on a length is what a program writes that cannot go back in a pipe, not a length:
 * 0x7ffff000 (SoX), 0x80000000 (arecord), 0xffffffff (FFmpeg). So is 0.
 */
const PLACEHOLDER = 0x7fff0000;

/** Four printable characters, as chunks are named. */
const isName = (bytes: Buffer, at: number) =>
  /^[ -~]{4}$/.test(bytes.toString("latin1", at, at + 4));

/** Where the next chunk begins: an odd one is followed by a zero, which some writers forget. */
function nextChunk(bytes: Buffer, end: number, length: number): number {
  if (length % 2 === 0) return end;
  return isName(bytes, end) ? end : end + 1;
}

/** Bytes of sound that lie at `from`. @throws Error where there are fewer than the header says. */
function soundLength(bytes: Buffer, from: number, said: number): number {
  const there = bytes.length - from;
  const isPlaceholder = (said >= PLACEHOLDER && said < 2 ** 32) || said >= 2 ** 63;
  if (said === 0 || (isPlaceholder && said > there)) return there;
  if (said > there) throw new Error(`one that was cut off: ${there} of ${said} bytes of sound`);
  return said;
}

/** The chunks that matter. RF64 has 32 bits of ones for the length and the true one in `ds64`. */
function chunksOf(bytes: Buffer): { format?: Buffer; samples?: Buffer } {
  let at = 12; // RIFF, its length, WAVE; then chunks: a name, a length, so many bytes
  let format: Buffer | undefined;
  let longLength: number | undefined;
  while (at + 8 <= bytes.length) {
    const name = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === "ds64" && body.length >= 16) longLength = Number(body.readBigUInt64LE(8));
    if (name === "fmt ") format = body;
    if (name === "data") {
      const said = length === 0xffffffff ? (longLength ?? length) : length;
      const samples = bytes.subarray(at + 8, at + 8 + soundLength(bytes, at + 8, said));
      return { ...(format && { format }), samples };
    }
    at = nextChunk(bytes, at + 8 + length, length);
  }
  return { ...(format && { format }) };
}

/**
 * The format with WAVE_FORMAT_EXTENSIBLE resolved to the tag it stands for, and the bits of a
 * sample rounded up to the bytes it fills (20 bits lie in the upper part of 24).
 */
function tidyFormat(format: Buffer): Buffer {
  if (format.length < 16) throw new Error(`${format.length} bytes of format in place of 16`);
  const said = format.readUInt16LE(0);
  if (said === EXTENSIBLE && format.length < 40) throw new Error("an extensible format cut short");
  const tag = said === EXTENSIBLE ? format.readUInt16LE(24) : said;
  const [channels, block] = [format.readUInt16LE(2), format.readUInt16LE(12)];
  if (channels < 1 || channels > MAX_CHANNELS) throw new Error(`one of ${channels} channels`);
  const tidy = Buffer.from(format);
  tidy.writeUInt16LE(tag, 0);
  if (tag === MS_ADPCM || tag === IMA_ADPCM) return tidy;
  if (![PCM, FLOAT, A_LAW, MU_LAW].includes(tag)) throw new Error(`one of format ${tag}`);
  const bits = format.readUInt16LE(14);
  const bytesEach = Math.ceil(bits / 8);
  if (block % channels !== 0 || block / channels < bytesEach || block / channels > 8)
    throw new Error(`${block} bytes for ${channels} samples of ${bits} bits`);
  tidy.writeUInt16LE((8 * block) / channels, 14);
  return tidy.subarray(0, 16);
}

/**
 * Takes a WAV file apart: RIFF or RF64, extensible formats, odd chunks with and without their pad
 * byte, and the lengths of files that were written to a pipe.
 * @throws Error for a file that lacks its format or its sound, was cut off, or has a format that
 * is not known or contradicts itself.
 */
export function takeWavApart(file: Uint8Array): WavParts {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const { format, samples } = chunksOf(bytes);
  if (!format) throw new Error("one without a format");
  if (!samples) throw new Error("one without sound");
  return { format: tidyFormat(format), samples };
}

/** A plain WAV file of the parts. */
export function plainWav({ format, samples }: WavParts): Uint8Array {
  const head = Buffer.alloc(20);
  head.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
  head.writeUInt32LE(format.length, 16);
  const data = Buffer.alloc(8);
  data.write("data", "latin1");
  data.writeUInt32LE(Math.min(samples.length, 0xffffffff), 4);
  return new Uint8Array(Buffer.concat([head, format, data, samples]));
}

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { ConfigError, expected, messageOf } from "../../errors.js";
import { decodeFlac, decodeMp3, decodeOgg, decodeWav } from "./decoders.js";
import { wavByFfmpeg } from "./ffmpegAudio.js";
import { behindId3 } from "./promisedSamples.js";
import type { Sound } from "./sound.js";

/** Sampling rates of sound that people can hear and machines record. */
const RATES = { lowest: 1_000, highest: 768_000 };

interface Format {
  readonly name: string;
  /** Whether these first bytes are of this format. */
  is(bytes: Uint8Array, word: (at: number, length: number) => string): boolean;
  readonly decode: (bytes: Uint8Array, path: string) => Promise<Sound>;
}

const byFfmpeg = async (_: Uint8Array, path: string) => decodeWav(await wavByFfmpeg(path));

/** A frame of MPEG audio begins with eleven ones; the layer tells MP3 from AAC, whose layer is 0. */
const isFrame = ([first, second = 0]: Uint8Array, isAac: boolean) =>
  first === 0xff && second >= 0xe0 && ((second & 6) === 0) === isAac;

/** Formats by their first bytes, behind a tag of ID3v2, whatever the file is called. */
const formats: readonly Format[] = [
  {
    name: "WAV",
    is: (_, word) => ["RIFF", "RF64"].includes(word(0, 4)) && word(8, 4) === "WAVE",
    decode: decodeWav,
  },
  { name: "FLAC", is: (_, word) => word(0, 4) === "fLaC", decode: decodeFlac },
  { name: "Ogg", is: (_, word) => word(0, 4) === "OggS", decode: decodeOgg },
  { name: "MP3", is: (bytes) => isFrame(bytes, false), decode: decodeMp3 },
  { name: "AAC", is: (bytes) => isFrame(bytes, true), decode: byFfmpeg },
  { name: "M4A", is: (_, word) => word(4, 4) === "ftyp", decode: byFfmpeg },
  { name: "AIFF", is: (_, word) => word(0, 4) === "FORM", decode: byFfmpeg },
  { name: "WMA", is: (_, word) => word(0, 4) === "0&\xb2u", decode: byFfmpeg },
  { name: "WebM", is: (_, word) => word(0, 4) === "\x1aE\xdf\xa3", decode: byFfmpeg },
];

/** The format of bytes from which a tag of ID3v2 was taken, or not. */
function formatOf(bytes: Uint8Array, wasTagged: boolean): Format | undefined {
  const head = Buffer.from(bytes.subarray(0, 16));
  const word = (at: number, length: number) => head.toString("latin1", at, at + length);
  const found = formats.find(({ is }) => is(head, word));
  // A tag before padding, or one that is cut off: MP3s are what has such tags.
  return found ?? (wasTagged ? formats.find(({ name }) => name === "MP3") : undefined);
}

/** @throws Error for sound that nothing can be heard from. */
function checkSound({ samples, rateHz }: Sound): void {
  if (samples.length === 0) throw new Error("no sound in it");
  if (!(rateHz >= RATES.lowest && rateHz <= RATES.highest))
    throw new Error(`one of ${rateHz} samples a second`);
  const strange = samples.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) throw new Error(`${samples[strange]} at sample ${strange}`);
}

/**
 * Decodes an audio file to one channel, by its content: WAV, FLAC, MP3, Ogg Vorbis and Opus; where
 * ffmpeg is installed also M4A, AAC, AIFF, WMA and WebM.
 * @throws ConfigError for a file that cannot be read, is none of these, or is damaged.
 */
export async function decodeAudio(path: string): Promise<Sound> {
  const file = basename(path);
  let whole: Uint8Array;
  try {
    whole = readFileSync(path);
  } catch (error) {
    throw new ConfigError(`${file}: expected an audio file, got ${messageOf(error)}`);
  }
  const bytes = whole.subarray(behindId3(whole));
  const format = formatOf(bytes, bytes.length < whole.length);
  if (!format) {
    const got =
      bytes.length === 0 ? "an empty file" : Buffer.from(bytes.subarray(0, 4)).toString("hex");
    throw new ConfigError(expected(file, "WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A", got));
  }
  try {
    const sound = await format.decode(bytes, path);
    checkSound(sound);
    return sound;
  } catch (error) {
    throw new ConfigError(`${file}: expected a whole ${format.name}, got ${messageOf(error)}`);
  }
}

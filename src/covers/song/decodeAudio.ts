import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { ConfigError, expected, messageOf } from "../../errors.js";
import { decodeFlac } from "./decodeFlac.js";
import { mono, type Sound } from "./sound.js";

/** node-wav, of which there are no types. */
interface WavModule {
  decode(bytes: Uint8Array): {
    readonly sampleRate: number;
    readonly channelData: readonly Float32Array[];
  };
}

/** js-mp3, of which there are none either; PCM is 16 bit, channels in turn. */
interface Mp3Module {
  newDecoder(buffer: ArrayBuffer): null | {
    readonly sampleRate: number;
    readonly frame: { readonly header: { numberOfChannels(): number } };
    decode(): ArrayBuffer | null;
  };
}

/** @throws Error where a WAV file has less sound than it says: node-wav takes the rest for silence. */
function refuseCutWav(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 12; // RIFF, its length, WAVE; then chunks, each a name, a length, and its bytes, padded to two
  while (at + 8 <= bytes.length) {
    const name = Buffer.from(bytes.subarray(at, at + 4)).toString("latin1");
    const length = view.getUint32(at + 4, true);
    const there = bytes.length - at - 8;
    const streamed = length === 0xffffffff; // written before its end was known
    if (name === "data" && !streamed && length > there)
      throw new Error(`one that was cut off: ${there} of ${length} bytes of sound`);
    if (name === "data") return;
    at += 8 + length + (length % 2);
  }
}

function decodeWav(bytes: Uint8Array): Sound {
  refuseCutWav(bytes);
  const wav: WavModule = require("node-wav");
  const { sampleRate, channelData } = wav.decode(Uint8Array.from(bytes));
  return { samples: mono(channelData), rateHz: sampleRate };
}

/** @throws Error for MPEG-2's half sampling rates, which js-mp3 does not know. */
function decodeMp3(bytes: Uint8Array): Sound {
  const mp3: Mp3Module = require("js-mp3");
  const decoder = mp3.newDecoder(Uint8Array.from(bytes).buffer as ArrayBuffer);
  if (!decoder) throw new Error("a damaged one, or one below 32 kHz");
  const channels = decoder.frame.header.numberOfChannels();
  const pcm = new Int16Array(decoder.decode() ?? new ArrayBuffer(0));
  const samples = Float32Array.from({ length: Math.floor(pcm.length / channels) }, (_, at) => {
    const own = pcm.subarray(at * channels, (at + 1) * channels);
    return own.reduce((sum, value) => sum + value, 0) / channels / 32768;
  });
  return { samples, rateHz: decoder.sampleRate };
}

type Decoder = (bytes: Uint8Array) => Sound | Promise<Sound>;

/** The decoder that the first bytes ask for, whatever the file is called. */
function decoderOf(bytes: Uint8Array): readonly [name: string, decode: Decoder] | undefined {
  const word = Buffer.from(bytes.subarray(0, 4)).toString("latin1");
  if (word === "RIFF") return ["WAV", decodeWav];
  if (word === "fLaC") return ["FLAC", decodeFlac];
  const isFrame = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  if (word.startsWith("ID3") || isFrame) return ["MP3", decodeMp3];
  return undefined;
}

/**
 * Decodes a WAV, FLAC or MP3 file to one channel, by its content.
 * @throws ConfigError for a file that cannot be read, is none of these, or is damaged.
 */
export async function decodeAudio(path: string): Promise<Sound> {
  const file = basename(path);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ConfigError(`${file}: expected an audio file, got ${messageOf(error)}`);
  }
  const found = decoderOf(bytes);
  if (!found) {
    const got =
      bytes.length === 0 ? "an empty file" : Buffer.from(bytes.subarray(0, 4)).toString("hex");
    throw new ConfigError(expected(file, "WAV, FLAC or MP3", got));
  }
  const [name, decode] = found;
  try {
    const sound = await decode(bytes);
    if (sound.samples.length === 0 || !(sound.rateHz > 0)) throw new Error("no sound in it");
    return sound;
  } catch (error) {
    throw new ConfigError(`${file}: expected a whole ${name}, got ${messageOf(error)}`);
  }
}

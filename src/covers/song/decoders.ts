import { oggCodec, wholeOggPages } from "./oggPages.js";
import { samplesOfFlac, samplesOfMp3 } from "./promisedSamples.js";
import { mono, type Sound } from "./sound.js";
import { plainWav, takeWavApart } from "./wavFile.js";

/** What the decoders of mpg123, libFLAC, libvorbis and libopus (WebAssembly) answer. */
interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
  readonly errors?: readonly { readonly message: string }[];
}

/** How long a header may count what is not there: padding that MP3s leave out, a FLAC's last frame. */
const SLACK_SECONDS = 0.5;

/** @throws Error for what a decoder found wrong, and for less sound than the header counts. */
function checked({ channelData, sampleRate, errors }: Decoded, promised = 0): Sound {
  const [first] = errors ?? [];
  if (first) throw new Error(`a damaged one: ${first.message}`);
  const samples = mono(channelData);
  if (promised - samples.length > SLACK_SECONDS * sampleRate)
    throw new Error(
      `one that was cut off or is damaged: ${samples.length} of ${promised} samples of sound`,
    );
  return { samples, rateHz: sampleRate };
}

/** Lets a decoder work and frees its memory. */
async function withDecoder<D extends { readonly ready: Promise<void>; free(): void }>(
  decoder: D,
  work: (decoder: D) => Decoded | Promise<Decoded>,
): Promise<Decoded> {
  await decoder.ready;
  try {
    return await work(decoder);
  } finally {
    decoder.free();
  }
}

/** Decodes a WAV file: PCM, float, A-law, mu-law, ADPCM. @throws Error for one that is damaged. */
export async function decodeWav(bytes: Uint8Array): Promise<Sound> {
  const parts = takeWavApart(bytes);
  const { default: decode } = await import("@audio/decode-wav");
  return checked(decode(plainWav(parts)));
}

/** Decodes an MP3 at any rate, from MPEG-1 to 2.5. @throws Error for one that is damaged. */
export async function decodeMp3(bytes: Uint8Array): Promise<Sound> {
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoded = await withDecoder(new MPEGDecoder(), (decoder) => decoder.decode(bytes));
  return checked(decoded, samplesOfMp3(bytes));
}

/** Decodes a FLAC of any bit depth. @throws Error for one that is damaged. */
export async function decodeFlac(bytes: Uint8Array): Promise<Sound> {
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoded = await withDecoder(new FLACDecoder(), (decoder) => decoder.decodeFile(bytes));
  return checked(decoded, samplesOfFlac(bytes));
}

/** Decodes Vorbis, Opus or FLAC in Ogg. @throws Error for one that is damaged, or has another codec. */
export async function decodeOgg(bytes: Uint8Array): Promise<Sound> {
  const pages = wholeOggPages(bytes);
  const codec = oggCodec(pages);
  if (codec.startsWith("\x01vorbis")) {
    const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
    return checked(await withDecoder(new OggVorbisDecoder(), (each) => each.decodeFile(pages)));
  }
  if (codec === "OpusHead") {
    const { OggOpusDecoder } = await import("ogg-opus-decoder");
    return checked(await withDecoder(new OggOpusDecoder(), (each) => each.decodeFile(pages)));
  }
  if (codec.startsWith("\x7fFLAC")) {
    const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
    return checked(await withDecoder(new FLACDecoder(), (each) => each.decodeFile(pages)));
  }
  throw new Error(`one with the codec ${JSON.stringify(codec)}`);
}

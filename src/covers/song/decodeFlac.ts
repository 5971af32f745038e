import { mono, type Sound } from "./sound.js";

/** The part of libflacjs that is used: libFLAC (BSD) compiled to JavaScript. */
interface FlacModule {
  isReady(): boolean;
  on(event: "ready", listener: () => void): void;
}
interface FlacDecoder {
  decode(bytes: Uint8Array): boolean;
  readonly metadata?: { readonly sampleRate: number; readonly bitsPerSample: number };
  getSamples(interleaved: false): readonly Uint8Array[];
  destroy(): void;
}

let loaded: Promise<FlacModule> | undefined;

async function load(): Promise<FlacModule> {
  const flac: FlacModule = require("libflacjs")();
  if (!flac.isReady()) await new Promise<void>((resolve) => flac.on("ready", resolve));
  return flac;
}

/** Little-endian whole numbers of 8, 16, 24 or 32 bits as -1..1. */
function scaled(bytes: Uint8Array, bits: number): Float32Array {
  const width = bits / 8;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from(
    { length: Math.floor(bytes.length / width) },
    (_, at) => view.readIntLE(at * width, width) / 2 ** (bits - 1),
  );
}

/** Decodes a FLAC file. @throws Error for one that is damaged. */
export async function decodeFlac(bytes: Uint8Array): Promise<Sound> {
  loaded ??= load();
  const flac = await loaded;
  const {
    Decoder,
  }: { Decoder: new (flac: FlacModule) => FlacDecoder } = require("libflacjs/lib/decoder");
  const decoder = new Decoder(flac);
  try {
    if (!decoder.decode(Uint8Array.from(bytes)) || !decoder.metadata)
      throw new Error("a damaged file");
    const { sampleRate, bitsPerSample } = decoder.metadata;
    const channels = decoder.getSamples(false).map((channel) => scaled(channel, bitsPerSample));
    return { samples: mono(channels), rateHz: sampleRate };
  } finally {
    decoder.destroy();
  }
}

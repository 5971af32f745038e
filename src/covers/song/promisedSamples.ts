/** Where the sound begins behind a tag of ID3v2, which MP3s have and some FLACs. */
export function behindId3(bytes: Uint8Array): number {
  const isTag = bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33;
  if (!isTag || bytes.length < 10) return 0;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10); // seven bits each
  const footer = (bytes[5] ?? 0) & 0x10 ? 10 : 0;
  return 10 + (a << 21) + (b << 14) + (c << 7) + d + footer;
}

/**
 * Samples of a channel that the header of a FLAC (`fLaC` first) counts, or undefined where its
 * writer did not know.
 */
export function samplesOfFlac(bytes: Uint8Array): number | undefined {
  if (bytes.length < 26) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const total = ((view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22)) as number;
  return total || undefined;
}

/**
 * Samples of a channel that the first frame of an MP3 counts, as LAME and FFmpeg write them in the
 * tag `Xing` or `Info`; undefined for an MP3 without.
 */
export function samplesOfMp3(bytes: Uint8Array): number | undefined {
  const [, second = 0, , fourth = 0] = bytes;
  const isFirstVersion = ((second >> 3) & 3) === 3; // MPEG-1; else the half rates of MPEG-2 and 2.5
  const isMono = fourth >> 6 === 3;
  const at = 4 + (isFirstVersion ? (isMono ? 17 : 32) : isMono ? 9 : 17);
  if (bytes.length < at + 12) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasFrames = (view.readUInt32BE(at + 4) & 1) === 1;
  if (!["Xing", "Info"].includes(view.toString("latin1", at, at + 4)) || !hasFrames)
    return undefined;
  return view.readUInt32BE(at + 8) * (isFirstVersion ? 1152 : 576);
}

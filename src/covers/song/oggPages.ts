/** Ogg's checksum of a page: CRC-32 of 0x04c11db7, most significant bit first, from 0 (RFC 3533). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = (rest << 1) ^ (rest < 0 ? 0x04c11db7 : 0);
  return rest >>> 0;
});

function checksum(page: Buffer): number {
  let sum = 0;
  for (const [at, byte] of page.entries()) {
    const own = at >= 22 && at < 26 ? 0 : byte; // the checksum's own place counts as zero
    sum = (sum << 8) ^ (table[((sum >>> 24) ^ own) & 0xff] as number);
  }
  return sum >>> 0;
}

/** The page at `at`. @throws Error where the file ends in it. */
function pageAt(bytes: Buffer, at: number): Buffer {
  const segments = bytes[at + 26];
  const body = at + 27 + (segments ?? 0);
  let end = body;
  for (const length of bytes.subarray(at + 27, body)) end += length;
  if (segments === undefined || end > bytes.length)
    throw new Error(`one that was cut off after ${at} of at least ${end} bytes`);
  return bytes.subarray(at, end);
}

/**
 * The pages of an Ogg file without what lies before and after them, each checked.
 * @throws Error for a page that is cut off or whose checksum is another, and bytes between pages.
 */
export function wholeOggPages(file: Uint8Array): Buffer {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const isPage = (at: number) => bytes.toString("latin1", at, at + 4) === "OggS";
  let at = 0;
  while (isPage(at)) {
    const page = pageAt(bytes, at);
    if (checksum(page) !== page.readUInt32LE(22))
      throw new Error(`a damaged one: the page at byte ${at} has another checksum`);
    at += page.length;
  }
  if (bytes.indexOf("OggS", at) >= 0) throw new Error(`a damaged one: no page at byte ${at}`);
  return bytes.subarray(0, at);
}

/** The name that the first packet of an Ogg file gives its sound, such as "OpusHead". */
export function oggCodec(file: Uint8Array): string {
  const first = 27 + (file[26] ?? 0);
  return Buffer.from(file.subarray(first, first + 8)).toString("latin1");
}

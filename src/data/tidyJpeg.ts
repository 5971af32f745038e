const [SOI, EOI, SOS, TEM] = [0xd8, 0xd9, 0xda, 0x01];
const [SOF0, SOF1, APP0] = [0xc0, 0xc1, 0xe0];

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

/** Place of the next marker at or after `from`, -1 if there is none. Its first byte is 0xff. */
function nextMarker(packed: Buffer, from: number): number {
  for (let at = packed.indexOf(0xff, from); at >= 0; at = packed.indexOf(0xff, at + 1)) {
    const code = packed[at + 1];
    if (code === undefined) return -1;
    if (code !== 0 && code !== 0xff) return at;
  }
  return -1;
}

/** Where the compressed data that begin at `from` end: the next marker that is no restart. */
function scanEnd(packed: Buffer, from: number): number {
  let at = nextMarker(packed, from);
  while (at >= 0 && isRestart(packed[at + 1] as number)) at = nextMarker(packed, at + 2);
  return at;
}

/** Compressed data without the zeros that some cameras put after them. */
function unpadded(scan: Buffer): Buffer {
  let end = scan.length;
  while (end > 0 && scan[end - 1] === 0) end--;
  if (end > 0 && scan[end - 1] === 0xff && end < scan.length) end++; // a stuffed 0xff
  return scan.subarray(0, end);
}

/** A segment as the standard has it: of a sequential scan the spectral selection, of JFIF the version. */
function tidySegment(marker: number, segment: Buffer, sequential: boolean): Buffer {
  const tidy = Buffer.from(segment);
  if (marker === SOS && sequential) tidy.set([0, 63, 0], tidy.length - 3);
  if (marker === APP0 && tidy.toString("latin1", 4, 9) === "JFIF\0" && tidy.length >= 16)
    tidy[9] = 1;
  return tidy;
}

/**
 * A JPEG without the oddities that decoders warn of and every browser shows: bytes between segments,
 * zeros after the compressed data, anything after the end of the picture, an impossible spectral
 * selection in a sequential scan (Samsung's cameras), an unknown JFIF version. The compressed data
 * are left alone, so that damage in them still shows.
 * @returns `undefined` for a file whose segments cannot be followed to the end.
 */
export function tidyJpeg(packed: Buffer): Buffer | undefined {
  if (packed[0] !== 0xff || packed[1] !== SOI) return undefined;
  const parts = [packed.subarray(0, 2)];
  let [at, sequential] = [2, false];
  for (;;) {
    at = nextMarker(packed, at);
    if (at < 0) return undefined;
    const marker = packed[at + 1] as number;
    if (marker === EOI) return Buffer.concat([...parts, packed.subarray(at, at + 2)]);
    if (marker === SOI || marker === TEM || isRestart(marker)) {
      at += 2;
      continue;
    }
    if (at + 4 > packed.length) return undefined;
    const end = at + 2 + packed.readUInt16BE(at + 2);
    if (end > packed.length || end < at + 4) return undefined;
    if (marker === SOF0 || marker === SOF1) sequential = true;
    parts.push(tidySegment(marker, packed.subarray(at, end), sequential));
    at = end;
    if (marker !== SOS) continue;
    const scan = scanEnd(packed, end);
    if (scan < 0) return undefined;
    parts.push(unpadded(packed.subarray(end, scan)));
    at = scan;
  }
}

import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import type { Metadata, Sharp } from "sharp";
import { messageOf } from "../errors.js";
import { breakage } from "./breakage.js";
import { loadSharp, openingOptions, pixelLimit } from "./sharp.js";
import { sniff, sniffedBytes } from "./sniff.js";
import type { Found } from "./walk.js";

/** What one look at a picture file gave. */
export interface Inspected {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly format: string;
  readonly mode: string;
  readonly sha256: string;
  readonly dHash: string;
}

/** The picture's properties, or why it cannot be used. */
export type Inspection = Inspected | { readonly reason: string };

const byteLimit = 512 * 2 ** 20;

async function headOf(path: string): Promise<Uint8Array> {
  const handle = await open(path, "r");
  try {
    const head = new Uint8Array(sniffedBytes);
    return head.subarray(0, (await handle.read(head, 0, sniffedBytes, 0)).bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Reads a whole file, unpacks the picture in it and notes what it is. JPEG and WebP are unpacked at
 * reduced size, which reads every byte at a fraction of the cost.
 */
export async function inspect({ path, bytes }: Found): Promise<Inspection> {
  const content = sniff(await headOf(path));
  if (content.kind === "other") return { reason: content.what };
  if (bytes > byteLimit) return { reason: `larger than ${byteLimit / 2 ** 20} MiB` };
  const packed = await readFile(path);
  const picture = loadSharp()(packed, openingOptions);
  let about: Metadata | undefined;
  try {
    about = await picture.metadata();
    return inspectedFrom(packed, about, await small(picture));
  } catch (error) {
    if (/exceeds pixel limit/i.test(messageOf(error)))
      return { reason: `more than ${pixelLimit / 1e6} megapixels, refused before unpacking` };
    return { reason: breakage(packed, content.format, about ? "pixels" : "header") };
  }
}

function small(picture: Sharp): Promise<Buffer> {
  return picture
    .autoOrient()
    .flatten({ background: "#fff" })
    .resize(9, 8, { fit: "fill", kernel: "linear" })
    .toColourspace("b-w")
    .raw({ depth: "uchar" })
    .toBuffer();
}

function inspectedFrom(packed: Buffer, about: Metadata, small: Uint8Array): Inspected {
  return {
    widthPx: about.autoOrient.width,
    heightPx: about.autoOrient.height,
    format: about.format,
    mode: `${about.space} ${about.depth} ${about.channels}`,
    sha256: createHash("sha256").update(packed).digest("hex"),
    dHash: differenceHash(small),
  };
}

/** dHash: 64 bits, one for each of 8 x 8 places that is darker than its right neighbour. */
function differenceHash(grey: Uint8Array): string {
  let hash = 0n;
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) {
      const [here, right] = [grey[y * 9 + x] as number, grey[y * 9 + x + 1] as number];
      hash = (hash << 1n) | (here < right ? 1n : 0n);
    }
  return hash.toString(16).padStart(16, "0");
}

import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import type { Metadata } from "sharp";
import { messageOf } from "../errors.js";
import { breakage } from "./breakage.js";
import { atFullSize, type OpenedPicture, withPicture } from "./openPicture.js";
import { pixelLimit } from "./sharp.js";
import { type Format, sniff, sniffedBytes } from "./sniff.js";
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

/** The packed bytes of a picture file, or why they are not read. */
export type Packed =
  | { readonly packed: Buffer; readonly format: Format }
  | { readonly reason: string };

/** Reads a whole file if its first bytes are a picture's. */
export async function readPacked({ path, bytes }: Found): Promise<Packed> {
  const content = sniff(await headOf(path));
  if (content.kind === "other") return { reason: content.what };
  if (bytes > byteLimit) return { reason: `larger than ${byteLimit / 2 ** 20} MiB` };
  return { packed: await readFile(path), format: content.format };
}

/** Why the decoder gave up, in our own words. @param header whether width and height could be read. */
export function refusal(error: unknown, packed: Buffer, format: Format, header: boolean): string {
  if (/exceeds pixel limit/i.test(messageOf(error)))
    return `more than ${pixelLimit / 1e6} megapixels, refused before unpacking`;
  return breakage(packed, format, header ? "pixels" : "header");
}

/**
 * Reads a whole file, unpacks the picture in it at its full size, so that damage anywhere is found,
 * and notes what it is.
 * @throws the system's error for a file that cannot be read now; that says nothing of its content.
 */
export async function inspect(found: Found): Promise<Inspection> {
  const read = await readPacked(found);
  if ("reason" in read) return read;
  const { packed, format } = read;
  let header = false;
  try {
    return await withPicture(packed, async (picture) => {
      header = true;
      return inspectedFrom(packed, picture.about, await small(picture));
    });
  } catch (error) {
    return { reason: refusal(error, packed, format, header) };
  }
}

function small(picture: OpenedPicture): Promise<Buffer> {
  return atFullSize(picture)
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
    mode: modeOf(about),
    sha256: sha256Of(packed),
    dHash: differenceHash(small),
  };
}

/** Colour space, depth and channels as stored. */
export const modeOf = ({ space, depth, channels }: Metadata) => `${space} ${depth} ${channels}`;

/** The hash that tells files with the very same bytes. */
export const sha256Of = (packed: Uint8Array) => createHash("sha256").update(packed).digest("hex");

/** dHash (Krawetz 2013) of 9 x 8 grey values: 64 bits, one for each of 8 x 8 places that is darker than its right neighbour. */
export function differenceHash(grey: Uint8Array): string {
  let hash = 0n;
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) {
      const [here, right] = [grey[y * 9 + x] as number, grey[y * 9 + x + 1] as number];
      hash = (hash << 1n) | (here < right ? 1n : 0n);
    }
  return hash.toString(16).padStart(16, "0");
}

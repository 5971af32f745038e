import { readFile } from "node:fs/promises";
import type { Metadata, Sharp } from "sharp";
import { ConfigError, messageOf } from "../errors.js";
import { loadSharp, openingOptions } from "./sharp.js";
import { tidyJpeg } from "./tidyJpeg.js";

/** A picture whose header was read, ready to be unpacked. */
export interface OpenedPicture {
  readonly opened: Sharp;
  readonly about: Metadata;
}

/**
 * 16-bit pictures in 8 bits, their colour profile kept: the decoder applies profiles to 8 bits
 * alone, so that the same picture in 16 would come out in other colours.
 */
async function inEightBits(packed: Buffer, { space }: Metadata): Promise<Buffer> {
  const plain = space === "grey16" ? "b-w" : "srgb";
  return loadSharp()(packed, { ...openingOptions, ignoreIcc: true })
    .autoOrient()
    .toColourspace(plain)
    .keepIccProfile()
    .png({ compressionLevel: 1 })
    .toBuffer();
}

async function open(packed: Buffer): Promise<OpenedPicture> {
  const opened = loadSharp()(packed, openingOptions);
  const about = await opened.metadata();
  if (about.depth !== "ushort" || !about.hasProfile) return { opened, about };
  const eight = await inEightBits(packed, about);
  return {
    opened: loadSharp()(eight, openingOptions),
    about: { ...about, ...about.autoOrient },
  };
}

/**
 * The picture, unpacked at its full size: at a quarter of it the decoder passes over damage. (A cut
 * before resizing, here of nothing, turns reduced unpacking off.)
 */
export function atFullSize({ opened, about: { width, height } }: OpenedPicture): Sharp {
  return opened.extract({ left: 0, top: 0, width, height });
}

/**
 * Gives `use` the picture in a file's bytes. What is odd but no damage is put right first; damage is
 * an error, at whatever size the picture is unpacked.
 */
export async function withPicture<T>(
  packed: Buffer,
  use: (picture: OpenedPicture) => Promise<T>,
): Promise<T> {
  try {
    return await use(await open(packed));
  } catch (error) {
    const tidy = tidyJpeg(packed);
    if (!tidy) throw error;
    return await use(await open(tidy));
  }
}

/** `withPicture` of a single file. @throws ConfigError that names it, for one that is no picture. */
export async function withPictureFile<T>(
  file: string,
  use: (picture: OpenedPicture) => Promise<T>,
): Promise<T> {
  try {
    return await withPicture(await readFile(file), use);
  } catch (error) {
    throw new ConfigError(`${file}: expected a picture, got ${messageOf(error)}`);
  }
}

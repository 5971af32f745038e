import { readFile } from "node:fs/promises";
import type { FitEnum, Sharp } from "sharp";
import { ConfigError, messageOf } from "../errors.js";
import type { Prepare } from "./dataSet.js";
import { withPicture } from "./openPicture.js";
import { loadSizeOf, type Picture, withChannels } from "./picture.js";

const fits = { squash: "fill", centre: "cover", random: "outside" } as const;

/**
 * Unpacks an opened picture to 8-bit sRGB in a box: orientation applied, alpha laid on white, CMYK
 * and 16 bit converted; bilinear, smoothed when it shrinks.
 */
export async function toRgb(
  opened: Sharp,
  { width, height, fit }: { width: number; height: number; fit: keyof FitEnum },
): Promise<Picture> {
  const { data, info } = await opened
    .autoOrient()
    .resize(width, height, { fit, kernel: "linear" })
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels`);
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/**
 * Decodes a picture file, first frame of an animation, to sRGB or grey at the size wanted before a
 * random cut.
 * @param file named in the `ConfigError` when the file can no longer be read.
 */
export async function decode(path: string, file: string, prepare: Prepare): Promise<Picture> {
  const side = loadSizeOf(prepare);
  try {
    const box = { width: side, height: side, fit: fits[prepare.resize] };
    const picture = await withPicture(await readFile(path), ({ opened }) => toRgb(opened, box));
    return withChannels(picture, prepare.channels);
  } catch (error) {
    throw new ConfigError(
      `${file}: expected the picture that was there when the folder was read, got ${messageOf(error)}`,
    );
  }
}

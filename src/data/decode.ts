import { ConfigError, messageOf } from "../errors.js";
import type { Prepare } from "./dataSet.js";
import { loadSizeOf, type Picture, withChannels } from "./picture.js";
import { loadSharp, openingOptions } from "./sharp.js";

const fits = { squash: "fill", centre: "cover", random: "outside" } as const;

/**
 * Decodes a picture file to 8-bit sRGB or grey at the size wanted before a random cut: orientation
 * applied, alpha laid on white, CMYK and 16 bit converted, first frame of an animation; bilinear,
 * smoothed when it shrinks.
 * @param file named in the `ConfigError` when the file can no longer be read.
 */
export async function decode(path: string, file: string, prepare: Prepare): Promise<Picture> {
  const side = loadSizeOf(prepare);
  try {
    const { data, info } = await loadSharp()(path, openingOptions)
      .autoOrient()
      .resize(side, side, { fit: fits[prepare.resize], kernel: "linear" })
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    if (channels !== 3) throw new Error(`${channels} channels`);
    return withChannels({ data, width, height, channels }, prepare.channels);
  } catch (error) {
    throw new ConfigError(
      `${file}: expected the picture that was there when the folder was read, got ${messageOf(error)}`,
    );
  }
}

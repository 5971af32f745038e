import { toRgb } from "../../data/decode.js";
import { loadSharp, openingOptions } from "../../data/sharp.js";
import { ConfigError, messageOf } from "../../errors.js";
import type { Images } from "../../shape.js";

/**
 * A photograph as bytes, in its own size: turned as it says, alpha on white, grey as three channels.
 * @param shortPx brings the shorter side to so many px.
 * @throws ConfigError for a file that is none.
 */
export async function readPicture(file: string, shortPx?: number): Promise<Images> {
  try {
    const opened = loadSharp()(file, openingOptions);
    const { autoOrient } = await opened.metadata();
    const shrunk =
      shortPx === undefined ? 1 : shortPx / Math.min(autoOrient.width, autoOrient.height);
    const box = {
      width: Math.round(autoOrient.width * shrunk),
      height: Math.round(autoOrient.height * shrunk),
      fit: "fill",
    } as const;
    return { ...(await toRgb(opened, box)), count: 1 };
  } catch (error) {
    throw new ConfigError(`${file}: expected a picture, got ${messageOf(error)}`);
  }
}

import { toRgb } from "../../data/decode.js";
import { atFullSize, withPictureFile } from "../../data/openPicture.js";
import type { Images } from "../../shape.js";

/**
 * A photograph as bytes, in its own size: turned as it says, alpha on white, grey as three channels.
 * @param shortPx brings the shorter side to so many px.
 * @throws ConfigError for a file that is none.
 */
export function readPicture(file: string, shortPx?: number): Promise<Images> {
  return withPictureFile(file, async (opened) => {
    const { width, height } = opened.about.autoOrient;
    const shrunk = shortPx === undefined ? 1 : shortPx / Math.min(width, height);
    const box = {
      width: Math.round(width * shrunk),
      height: Math.round(height * shrunk),
      fit: "fill",
    } as const;
    return { ...(await toRgb(atFullSize(opened), box)), count: 1 };
  });
}

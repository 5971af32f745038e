import { basename } from "node:path";
import type { Prepare } from "../../data/dataSet.js";
import { toRgb } from "../../data/decode.js";
import { atFullSize, withPictureFile } from "../../data/openPicture.js";
import { withChannels } from "../../data/picture.js";
import type { Images } from "../../shape.js";

/** A picture of the reader's as a network sees it. */
export interface Target {
  /** The file's name. */
  readonly name: string;
  readonly image: Images;
  /** What had to be done to it; empty for nothing. */
  readonly done: readonly string[];
}

/**
 * Reads a picture and brings it to a network's size and colours, as its training pictures were, but
 * cut in the middle. @throws ConfigError for a file that is no picture.
 */
export function readTarget(file: string, prepare: Prepare): Promise<Target> {
  const { imageSize, channels, resize } = prepare;
  return withPictureFile(file, async (opened) => {
    const { autoOrient, hasAlpha, space } = opened.about;
    const fit = resize === "squash" ? "fill" : "cover";
    const box = { width: imageSize, height: imageSize, fit } as const;
    const picture = withChannels(await toRgb(atFullSize(opened), box), channels);
    const { width: across, height: down } = autoOrient;
    const how = fit === "cover" && across !== down ? ", its middle" : "";
    const same = across === imageSize && down === imageSize;
    const done = [
      ...(same ? [] : [`brought from ${across} x ${down} to ${imageSize} px${how}`]),
      ...(hasAlpha ? ["what is transparent laid on white"] : []),
      ...(channels === 1 && space !== "b-w" ? ["colour made grey"] : []),
      ...(channels === 3 && space === "b-w" ? ["grey, as colour"] : []),
    ];
    return { name: basename(file), image: { ...picture, count: 1 }, done };
  });
}

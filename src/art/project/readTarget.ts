import { basename } from "node:path";
import type { Prepare } from "../../data/dataSet.js";
import { toRgb } from "../../data/decode.js";
import { withChannels } from "../../data/picture.js";
import { loadSharp, openingOptions } from "../../data/sharp.js";
import { ConfigError, messageOf } from "../../errors.js";
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
export async function readTarget(file: string, prepare: Prepare): Promise<Target> {
  const { imageSize, channels, resize } = prepare;
  try {
    const opened = loadSharp()(file, openingOptions);
    const { width, height, autoOrient, hasAlpha, space } = await opened.metadata();
    const fit = resize === "squash" ? "fill" : "cover";
    const picture = withChannels(
      await toRgb(opened, { width: imageSize, height: imageSize, fit }),
      channels,
    );
    const [across, down] = [autoOrient?.width ?? width, autoOrient?.height ?? height];
    const how = fit === "cover" && across !== down ? ", its middle" : "";
    const same = across === imageSize && down === imageSize;
    const done = [
      ...(same ? [] : [`brought from ${across} x ${down} to ${imageSize} px${how}`]),
      ...(hasAlpha ? ["what is transparent laid on white"] : []),
      ...(channels === 1 && space !== "b-w" ? ["colour made grey"] : []),
      ...(channels === 3 && space === "b-w" ? ["grey, as colour"] : []),
    ];
    return { name: basename(file), image: { ...picture, count: 1 }, done };
  } catch (error) {
    throw new ConfigError(`${file}: expected a picture, got ${messageOf(error)}`);
  }
}
